import { useTranslation } from "react-i18next";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import { useChoices } from "../labels";

interface WeaknessProps {
  value: string;
  onChange: (weakness: string) => void;
  error?: string;
}

const OWN = "own";

/** What to train: a skill, an objection, or a few words of one's own. */
export function Weakness({ value, onChange, error }: WeaknessProps) {
  const { t } = useTranslation("practice");
  const choices = useChoices();
  const known = [...choices.skills(), ...choices.objections()];
  const listed = known.some((choice) => choice.value === value);
  return (
    <>
      <Field label={t("weakness.label")} hint={t("weakness.hint")}>
        <Select
          choices={[...known, { value: OWN, label: t("weakness.own") }]}
          value={listed ? value : OWN}
          onChange={(event) => onChange(event.target.value === OWN ? "" : event.target.value)}
        />
      </Field>
      {!listed && (
        <Field label={t("weakness.words")} error={error}>
          <Input
            value={value}
            maxLength={200}
            placeholder={t("weakness.example")}
            onChange={(event) => onChange(event.target.value)}
          />
        </Field>
      )}
    </>
  );
}
