import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import { ConsentFields } from "@/components/ConsentFields";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import { useMayManage } from "@/lib/me";
import { PersonSelect } from "../PersonSelect";
import type { Details } from "./details";

interface DetailFieldsProps {
  value: Details;
  onChange: (value: Details) => void;
  /** Title that is used when none is given. */
  titleHint: string;
  /** Whether there may be two sides on two channels or files. */
  sides: "channels" | "files" | null;
  consentRequired: boolean;
}

export function DetailFields({ value, onChange, titleHint, sides, consentRequired }: DetailFieldsProps) {
  const { t } = useTranslation("calls");
  const mayManage = useMayManage();
  const rubrics = useQuery(playbookListRubricsOptions()).data?.items ?? [];
  const set = (change: Partial<Details>) => onChange({ ...value, ...change });
  return (
    <div className="flex flex-col gap-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("add.name")} optional>
          <Input
            maxLength={200}
            placeholder={titleHint}
            value={value.title}
            onChange={(event) => set({ title: event.target.value })}
          />
        </Field>
        <Field label={t("add.day")} optional="unsaid">
          <Input type="date" value={value.day} onChange={(event) => set({ day: event.target.value })} />
        </Field>
        <Field label={t("rubric")} optional="unsaid">
          <Select
            none={t("add.rubricByKind")}
            choices={rubrics.map((one) => ({ value: one.id, label: one.title }))}
            value={value.rubric}
            onChange={(event) => set({ rubric: event.target.value })}
          />
        </Field>
        <Field label={t("add.language")} optional="unsaid">
          <Select
            none={t("add.detect")}
            choices={(["en", "he"] as const).map((one) => ({ value: one, label: t(`languages.${one}`) }))}
            value={value.language}
            onChange={(event) => set({ language: event.target.value as Details["language"] })}
          />
        </Field>
        {mayManage && (
          <PersonSelect label={t("add.person")} value={value.person} onChange={(person) => set({ person })} />
        )}
        {sides && (
          <Field label={t("add.repSide")} optional="unsaid">
            <Select
              none={t("add.sideUnknown")}
              choices={[
                { value: "0", label: t(`add.${sides}.first`) },
                { value: "1", label: t(`add.${sides}.second`) },
              ]}
              value={value.repChannel}
              onChange={(event) => set({ repChannel: event.target.value as Details["repChannel"] })}
            />
          </Field>
        )}
      </div>
      <ConsentFields
        value={value.consent}
        required={consentRequired}
        onChange={(consent) => set({ consent })}
      />
      <p className="-mt-3 text-small text-soft">{t(consentRequired ? "consent.required" : "consent.hint")}</p>
    </div>
  );
}
