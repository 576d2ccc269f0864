import { Controller, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Answers } from "@/api/types.gen";
import { Field, Input, TextArea } from "@/components/Field";
import { Select } from "@/components/Select";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n";
import { CompetitorRows, PriceRows } from "./CompanyRows";
import type { Question } from "./questions";

const TONES = ["warm", "matter_of_fact", "formal", "playful"] as const;
const MARKETS = ["b2b", "b2c"] as const;

/** One question with the control that suits its kind of answer. */
export function CompanyQuestion({ question }: { question: Question }) {
  const { t, i18n } = useTranslation("playbook");
  const { register } = useFormContext<Answers>();
  const hint = i18n.exists(`playbook:hints.${question}`) ? t(`hints.${question as "product"}`) : undefined;
  const frame = { label: t(`questions.${question}`), hint, optional: "unsaid" as const };
  const choose = (choices: { value: string; label: string }[]) => (
    <Field {...frame}>
      <Select
        {...register(question as "tone")}
        none={t("choices.none")}
        choices={choices}
        className="max-w-64"
      />
    </Field>
  );
  switch (question) {
    case "competitors":
      return <CompetitorRows />;
    case "prices":
      return <PriceRows />;
    case "problems":
    case "benefits":
    case "differentiators":
      return (
        <Field {...frame}>
          <Lines name={question} />
        </Field>
      );
    case "product":
    case "customers":
      return (
        <Field {...frame}>
          <TextArea {...register(question)} maxLength={2000} />
        </Field>
      );
    case "market":
      return choose(MARKETS.map((value) => ({ value, label: t(`choices.market.${value}`) })));
    case "tone":
      return choose(TONES.map((value) => ({ value, label: t(`choices.tone.${value}`) })));
    case "language":
      return choose(LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] })));
    default:
      return (
        <Field {...frame}>
          <Input {...register(question as "company")} maxLength={200} />
        </Field>
      );
  }
}

/** A list, written one item to a line. */
function Lines({ name }: { name: "problems" | "benefits" | "differentiators" }) {
  return (
    <Controller<Answers, typeof name>
      name={name}
      render={({ field: { value, onChange, ...field } }) => (
        <TextArea
          {...field}
          value={(value ?? []).join("\n")}
          onChange={(event) => onChange(event.target.value === "" ? [] : event.target.value.split("\n"))}
        />
      )}
    />
  );
}
