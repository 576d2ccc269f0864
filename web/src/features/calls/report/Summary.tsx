import { useTranslation } from "react-i18next";
import type { CallDetail, CallNeed, CallQuote } from "@/api/types.gen";
import { CopyButton } from "@/components/CopyButton";
import { Evidence, Told } from "@/components/evidence/Evidence";
import { Section } from "@/components/Section";
import { ToDeal } from "./ToDeal";

/** The call in a few sentences, each with the words it rests on. */
export function Summary({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const sentences = call.summary ?? [];
  if (sentences.length === 0) return null;
  return (
    <Section title={t("summary.title")} actions={<CopyButton text={call.summary_text || texts(sentences)} />}>
      <ul className="flex flex-col gap-3">
        {sentences.map((sentence) => (
          <li key={sentence.text} className="[&_h3]:mt-0 [&_h3]:font-normal">
            <Told sentence={sentence.text} quotes={sentence.quotes} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

/** Who does what by when, with the words that say so. */
export function NextSteps({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const steps = call.next_steps ?? [];
  return (
    <Section title={t("nextSteps.title")} actions={steps.length > 0 && <CopyButton text={texts(steps)} />}>
      {steps.length === 0 && <p className="text-soft">{t("nextSteps.none")}</p>}
      <ul>
        {steps.map((step, index) => (
          <li
            key={step.text + step.quotes[0]?.start}
            className="border-b border-line py-3 first:pt-0 last:border-0"
          >
            <div className="[&_h3]:mt-0 [&_h3]:font-normal">
              <Told sentence={step.text} quotes={apart(step.quotes)} />
            </div>
            <p className="mt-1 text-small text-soft">
              {[
                step.class !== "none" && t(`nextSteps.classes.${step.class}`),
                step.who && t(`nextSteps.who.${step.who}`),
                step.when,
              ]
                .filter(Boolean)
                .join(" · ")}
            </p>
            <ToDeal call={call} step={step} index={index} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

const LEVELS = ["impact", "pain", "surface"] as const;

/** What the customer said they need, the weightiest first. */
export function Needs({ needs }: { needs: readonly CallNeed[] }) {
  const { t } = useTranslation("calls");
  if (needs.length === 0) return null;
  return (
    <Section title={t("needsStated.title")} hint={t("needsStated.hint")}>
      <dl className="flex flex-col gap-4">
        {LEVELS.map((level) => {
          const quotes = needs.filter((need) => need.level === level).map((need) => need.quote);
          return (
            quotes.length > 0 && (
              <div key={level} className="grid gap-x-6 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
                <dt className="text-small leading-7 text-soft">{t(`needsStated.${level}`)}</dt>
                <dd>
                  <Evidence quotes={quotes} className="flex flex-col gap-1" />
                </dd>
              </div>
            )
          );
        })}
      </dl>
    </Section>
  );
}

/** Without the quotes that lie inside another one. */
function apart(quotes: readonly CallQuote[]): CallQuote[] {
  const inside = (a: CallQuote, b: CallQuote) =>
    a !== b && a.turn === b.turn && b.start <= a.start && a.end <= b.end && a.end - a.start < b.end - b.start;
  return quotes.filter((quote) => !quotes.some((other) => inside(quote, other)));
}

function texts(parts: readonly { text: string }[]): string {
  return parts.map((part) => part.text).join("\n");
}
