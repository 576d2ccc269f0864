import { CircleHelp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportQuestion } from "@/api/types.gen";
import { Input } from "@/components/Field";
import { Section } from "@/components/Section";

interface QuestionsProps {
  questions: readonly ImportQuestion[];
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** What the file leaves open, asked once for all its rows. */
export function Questions({ questions, mapping, onChange }: QuestionsProps) {
  const { t } = useTranslation("importing");
  const asked = questions.filter((one) => one.id !== "outcome");
  if (asked.length === 0) return null;
  return (
    <Section title={t("questions.title", { count: asked.length })}>
      <ul className="flex flex-col gap-5">
        {asked.map((question) => (
          <li key={question.id} className="flex gap-3">
            <CircleHelp aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
            <fieldset className="min-w-0">
              <legend dir="auto">{question.text}</legend>
              <p dir="auto" className="text-small text-soft">
                {question.examples.slice(0, 4).join(" · ")}
              </p>
              <Answer question={question} mapping={mapping} onChange={onChange} />
            </fieldset>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Answer({
  question,
  mapping,
  onChange,
}: Omit<QuestionsProps, "questions"> & { question: ImportQuestion }) {
  const { t, i18n } = useTranslation("importing");
  if (question.id === "outcome") return null;
  const id = question.id;
  const answer = mapping[id] ?? question.guess;
  const say = (value: string) => {
    const key = `importing:questions.${id}.${value}`;
    return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : value;
  };
  const set = (value: string | undefined) => onChange({ ...mapping, [id]: value });
  return (
    <div className="mt-2 flex flex-wrap gap-x-5 gap-y-2">
      {question.options.map((value) => (
        <label key={value} className="inline-flex items-center gap-2 touch:min-h-11">
          <input
            type="radio"
            name={`question-${id}`}
            value={value}
            checked={answer === value}
            onChange={() => set(value)}
          />
          {say(value)}
        </label>
      ))}
      {id === "currency" && (
        <Input
          dir="ltr"
          aria-label={t("questions.currencyCode")}
          placeholder="USD"
          maxLength={3}
          defaultValue={mapping.currency ?? ""}
          onChange={(event) => {
            const code = event.target.value.trim().toUpperCase();
            if (code === "" || /^[A-Z]{3}$/.test(code)) set(code || undefined);
          }}
          className="w-24"
        />
      )}
    </div>
  );
}
