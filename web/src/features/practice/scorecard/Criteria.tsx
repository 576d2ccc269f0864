import { useTranslation } from "react-i18next";
import type { CriterionView, ScorecardView } from "@/api/types.gen";
import { Evidence } from "@/components/evidence/Evidence";
import { Fold } from "@/components/Fold";
import { Section } from "@/components/Section";
import { ResultMark } from "@/components/Signal";
import { useFormats } from "@/lib/format";

/** The rubric's questions in call order, each with its answer and the words that show it; what could not come up stays folded. */
export function Criteria({ scorecard }: { scorecard: ScorecardView }) {
  const { t } = useTranslation("practice");
  const observed = scorecard.criteria.filter((one) => one.result !== "not_observed");
  const unseen = scorecard.criteria.filter((one) => one.result === "not_observed");
  return (
    <Section
      title={t("criteria.title")}
      hint={t("criteria.hint", { rubric: scorecard.title || scorecard.rubric })}
    >
      <List criteria={observed} />
      {unseen.length > 0 && (
        <Fold className="mt-4" summary={t("criteria.unseen", { count: unseen.length })}>
          <List criteria={unseen} />
        </Fold>
      )}
    </Section>
  );
}

function List({ criteria }: { criteria: readonly CriterionView[] }) {
  return (
    <ul>
      {criteria.map((criterion) => (
        <Criterion key={criterion.id} criterion={criterion} />
      ))}
    </ul>
  );
}

function Criterion({ criterion }: { criterion: CriterionView }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-3.5 last:border-0 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <div className="max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:justify-between max-sm:gap-x-4">
        <ResultMark result={criterion.result} />
        <p className="text-small text-soft sm:mt-0.5">
          {t(`skills.${criterion.skill}`)}
          <span className="sm:hidden"> · </span>
          <span className="sm:block">
            {t("criteria.weight", { weight: format.number(criterion.weight) })}
          </span>
        </p>
      </div>
      <div className="min-w-0">
        <h3 dir="auto" className={criterion.result === "not_observed" ? "text-soft" : ""}>
          {criterion.title}
        </h3>
        <p dir="auto" className="text-soft">
          {criterion.why || criterion.question}
        </p>
        <Evidence quotes={criterion.quotes.slice(0, 2)} className="mt-2 flex flex-col gap-1" />
      </div>
    </li>
  );
}
