import { useTranslation } from "react-i18next";
import type { Answers } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { isLanguage, LANGUAGE_NAMES } from "@/i18n";
import { isAnswered, type Question, SECTIONS } from "./questions";

/** The answers to read. */
export function CompanyAnswers({ answers }: { answers: Answers }) {
  const { t } = useTranslation("playbook");
  return SECTIONS.map((section) => (
    <Section key={section.id} title={t(`sections.${section.id}.title`)}>
      <dl className="grid gap-x-8 gap-y-4 md:grid-cols-[14rem_1fr]">
        {section.questions.map((question) => (
          <div key={question} className="contents">
            <dt className="text-soft max-md:-mb-3">{t(`questions.${question}`)}</dt>
            <dd dir="auto" className="whitespace-pre-line">
              {isAnswered(answers[question]) ? (
                <Answer question={question} answers={answers} />
              ) : (
                <span className="text-soft">{t("company.unanswered")}</span>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  ));
}

/** One answer in words. */
export function Answer({ question, answers }: { question: Question; answers: Answers }) {
  const { t } = useTranslation("playbook");
  if (question === "market" && answers.market) return t(`choices.market.${answers.market}`);
  if (question === "tone" && answers.tone) return t(`choices.tone.${answers.tone}`);
  if (question === "language" && isLanguage(answers.language)) return LANGUAGE_NAMES[answers.language];
  if (question === "prices") return answers.prices?.map((row) => `${row.item}: ${row.price}`).join("\n");
  if (question === "competitors") {
    return answers.competitors
      ?.map((row) => [row.name, row.strength, row.answer].filter(Boolean).join(" – "))
      .join("\n");
  }
  const value = answers[question];
  return Array.isArray(value) ? value.join("\n") : value;
}
