import { useTranslation } from "react-i18next";
import type { ConsentIn } from "@/api/types.gen";
import { Field, Input } from "./Field";
import { Select } from "./Select";

export interface ConsentGiven {
  basis: ConsentIn["basis"] | "";
  note: string;
}

const BASES: readonly ConsentIn["basis"][] = [
  "consent",
  "notice",
  "contract",
  "legitimate_interest",
  "other",
];

/** On what ground a call may be analysed, and what else should be remembered about it. */
export function ConsentFields({
  value,
  onChange,
  required = true,
}: {
  value: ConsentGiven;
  onChange: (value: ConsentGiven) => void;
  required?: boolean;
}) {
  const { t } = useTranslation("calls");
  return (
    <div className="grid gap-4 sm:grid-cols-2">
      <Field label={t("consent.basis")} optional={required ? undefined : true}>
        <Select
          none={t("consent.choose")}
          required={required}
          choices={BASES.map((basis) => ({ value: basis, label: t(`consent.bases.${basis}`) }))}
          value={value.basis}
          onChange={(event) => onChange({ ...value, basis: event.target.value as ConsentGiven["basis"] })}
        />
      </Field>
      <Field label={t("consent.note")} optional>
        <Input
          maxLength={1000}
          value={value.note}
          onChange={(event) => onChange({ ...value, note: event.target.value })}
        />
      </Field>
    </div>
  );
}
