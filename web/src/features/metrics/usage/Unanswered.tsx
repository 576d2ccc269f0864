import { useTranslation } from "react-i18next";
import type { Unanswered as Question } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

const REASONS = [
  "unknown_measure",
  "unknown_word",
  "ambiguous",
  "unknown_value",
  "unreachable",
  "too_long",
  "empty",
  "no_time",
  "refused",
  "failed",
] as const;
type Reason = (typeof REASONS)[number];

/** What people asked in vain: where the definitions lack a word. */
export function Unanswered({ questions }: { questions: Question[] }) {
  const { t } = useTranslation("usage");
  const format = useFormats();
  return (
    <Section title={t("unanswered")} hint={questions.length > 0 && t("unansweredHint")}>
      {questions.length === 0 ? (
        <p className="text-soft">{t("allAnswered")}</p>
      ) : (
        <ul className="divide-y divide-line">
          {questions.map((question) => (
            <li key={question.text} className="flex flex-wrap items-baseline justify-between gap-x-6 py-2">
              <bdi className="min-w-0">{question.text}</bdi>
              <span className="text-small text-soft">
                {(REASONS as readonly string[]).includes(question.reason)
                  ? t(`reason.${question.reason as Reason}`)
                  : question.reason}
                {" · "}
                {t("times", { count: question.count })} · {format.ago(question.at)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
