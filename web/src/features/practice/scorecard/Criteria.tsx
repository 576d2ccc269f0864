import { useTranslation } from "react-i18next";
import type { CriterionView, ScorecardView } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { ResultMark } from "@/components/Signal";
import { useFormats } from "@/lib/format";
import { Evidence } from "./Evidence";

/** The rubric's questions in call order, each with its answer and the words that show it. */
export function Criteria({ scorecard }: { scorecard: ScorecardView }) {
  const { t } = useTranslation("practice");
  return (
    <Section
      title={t("criteria.title")}
      hint={t("criteria.hint", { rubric: scorecard.title || scorecard.rubric })}
    >
      <ul>
        {scorecard.criteria.map((criterion) => (
          <Criterion key={criterion.id} criterion={criterion} />
        ))}
      </ul>
    </Section>
  );
}

function Criterion({ criterion }: { criterion: CriterionView }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const unseen = criterion.result === "not_observed";
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-3.5 last:border-0 sm:grid-cols-[7.5rem_minmax(0,1fr)]">
      <p>
        <ResultMark result={criterion.result} />
      </p>
      <div className="min-w-0">
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h3 dir="auto" className={unseen ? "text-soft" : ""}>
            {criterion.title}
          </h3>
          <p className="text-small text-soft">
            {t(`skills.${criterion.skill}`)} ·{" "}
            {t("criteria.weight", { weight: format.number(criterion.weight) })}
          </p>
        </div>
        <p dir="auto" className="text-soft">
          {criterion.why || criterion.question}
        </p>
        <Evidence quotes={criterion.quotes.slice(0, 2)} className="mt-2 flex flex-col gap-1" />
      </div>
    </li>
  );
}
