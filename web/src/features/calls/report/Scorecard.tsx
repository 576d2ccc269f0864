import { useTranslation } from "react-i18next";
import type { CallCriterion, CallDetail } from "@/api/types.gen";
import { Evidence } from "@/components/evidence/Evidence";
import { Fold } from "@/components/Fold";
import { Section } from "@/components/Section";
import { ResultMark } from "@/components/Signal";
import { SkillBars } from "@/components/SkillBars";
import { useFormats } from "@/lib/format";
import { Override } from "./Override";

/** The rubric's questions in call order, each with its answer, the words that show it, and what a person says to it. */
export function Scorecard({ call }: { call: CallDetail }) {
  const { t } = useTranslation(["calls", "practice"]);
  const card = call.scorecard;
  if (!card) return <p className="text-soft">{t("scorecard.none")}</p>;
  const resultOf = (one: CallCriterion) => one.override?.result ?? one.result;
  const observed = card.criteria.filter((one) => resultOf(one) !== "not_observed");
  const unseen = card.criteria.filter((one) => resultOf(one) === "not_observed");
  const skills = Object.entries(card.skills ?? {})
    .filter(([, value]) => value !== null)
    .map(([skill]) => skill as CallCriterion["skill"]);
  return (
    <>
      <Section
        title={card.title || card.rubric}
        hint={
          call.rubric?.chosen_by === "kind" && call.rubric.why ? (
            <span dir="auto">{call.rubric.why}</span>
          ) : undefined
        }
      >
        {card.outcome && (
          <p dir="auto" className="mb-4">
            {card.outcome}
          </p>
        )}
        <List call={call} criteria={observed} />
        {unseen.length > 0 && (
          <Fold className="mt-4" summary={t("practice:criteria.unseen", { count: unseen.length })}>
            <List call={call} criteria={unseen} />
          </Fold>
        )}
      </Section>
      <SkillBars scorecard={card} shown={skills} />
    </>
  );
}

function List({ call, criteria }: { call: CallDetail; criteria: readonly CallCriterion[] }) {
  return (
    <ul>
      {criteria.map((criterion) => (
        <Criterion key={criterion.id} call={call} criterion={criterion} />
      ))}
    </ul>
  );
}

function Criterion({ call, criterion }: { call: CallDetail; criterion: CallCriterion }) {
  const { t } = useTranslation(["calls", "practice"]);
  const format = useFormats();
  return (
    <li className="grid gap-x-6 gap-y-1 border-b border-line py-3.5 last:border-0 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <div className="max-sm:flex max-sm:flex-wrap max-sm:items-baseline max-sm:justify-between max-sm:gap-x-4">
        <ResultMark result={criterion.override?.result ?? criterion.result} />
        <p className="text-small text-soft sm:mt-0.5">
          {t(`practice:skills.${criterion.skill}`)}
          <span className="sm:hidden"> · </span>
          <span className="sm:block">
            {t("practice:criteria.weight", { weight: format.number(criterion.weight) })}
          </span>
        </p>
      </div>
      <div className="min-w-0">
        <h3 dir="auto">{criterion.title}</h3>
        <p dir="auto" className="text-soft">
          {criterion.why || criterion.question}
        </p>
        <Evidence quotes={criterion.quotes.slice(0, 2)} className="mt-1 flex flex-col gap-1" />
        <Override call={call} criterion={criterion} />
      </div>
    </li>
  );
}
