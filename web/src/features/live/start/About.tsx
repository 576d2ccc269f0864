import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import { Field, Input } from "@/components/Field";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { AMOUNTS } from "../amounts";
import type { Details } from "./details";
import { PartyPicker } from "./PartyPicker";

interface AboutProps {
  value: Details;
  /** Its name where none is given. */
  unnamed: string;
  onChange: (change: Partial<Details>) => void;
}

/** What the call is about, in which language, and how much the rep wants to be told. */
export function About({ value, unnamed, onChange }: AboutProps) {
  const { t } = useTranslation("live");
  const rubrics = useQuery(playbookListRubricsOptions()).data?.items ?? [];
  return (
    <div className="flex flex-col gap-5 border-t border-line pt-5">
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("start.name")} optional="unsaid">
          <Input
            maxLength={200}
            placeholder={unnamed}
            value={value.title}
            onChange={(event) => onChange({ title: event.target.value })}
          />
        </Field>
        <Field label={t("start.language")} optional="unsaid">
          <Select
            choices={(["en", "he"] as const).map((one) => ({ value: one, label: t(`languages.${one}`) }))}
            value={value.language}
            onChange={(event) => onChange({ language: event.target.value as Details["language"] })}
          />
        </Field>
        <PartyPicker kind="deal" value={value.deal} onChange={(deal) => onChange({ deal })} />
        <PartyPicker kind="contact" value={value.contact} onChange={(contact) => onChange({ contact })} />
      </div>
      <p className="-mt-3 text-small text-soft">{t("start.aboutHint")}</p>
      <div className="grid gap-5 sm:grid-cols-2">
        <Field label={t("start.rubric")} optional="unsaid">
          <Select
            none={t("start.rubricByKind")}
            choices={rubrics.map((one) => ({ value: one.id, label: one.title }))}
            value={value.rubric}
            onChange={(event) => onChange({ rubric: event.target.value })}
          />
        </Field>
      </div>
      <div>
        <p aria-hidden className="mb-1.5 font-strong">
          {t("start.amount")}
        </p>
        <Segmented
          label={t("start.amount")}
          choices={AMOUNTS.map((amount) => ({ value: amount, label: t(`amounts.${amount}`) }))}
          value={value.amount}
          onChange={(amount) => onChange({ amount })}
        />
        <p className="mt-2 text-small text-soft">{t(`start.amountText.${value.amount}`)}</p>
      </div>
    </div>
  );
}
