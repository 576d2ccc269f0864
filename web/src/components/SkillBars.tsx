import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallCriterion, CriterionView } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

type Skill = CriterionView["skill"];

interface SkillBarsProps {
  scorecard: {
    criteria: readonly Pick<CallCriterion, "skill" | "result" | "override">[];
    /** 0..100 each; null where nothing was observed. */
    skills?: { [skill: string]: number | null };
  };
  /** Which of the skills to show, in order. */
  shown: readonly Skill[];
}

/** Each skill a call could show, as a small bar. */
export function SkillBars({ scorecard, shown }: SkillBarsProps) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  if (shown.length === 0) return null;
  return (
    <Section
      title={t("skillBars.title")}
      hint={t("skillBars.hint")}
      actions={
        <Link to="/practice/skills" className="text-soft hover:text-ink touch:min-h-11">
          {t("skillBars.all")}
        </Link>
      }
    >
      <ul className="grid gap-x-10 gap-y-3 sm:grid-cols-2">
        {shown.map((skill) => {
          const value = scorecard.skills?.[skill] ?? null;
          const observed = scorecard.criteria
            .filter((one) => one.skill === skill)
            .map((one) => one.override?.result ?? one.result)
            .filter((result) => result !== "not_observed");
          const met = observed.filter((result) => result === "met").length;
          const text =
            value === null
              ? t("skillBars.unseen")
              : t("skillBars.met", { met: format.number(met), observed: format.number(observed.length) });
          return (
            <li key={skill}>
              <p className="flex justify-between gap-4">
                <span>{t(`skills.${skill}`)}</span>
                <span className="shrink-0 text-small text-soft tabular-nums">{text}</span>
              </p>
              {value !== null && <Meter label={t(`skills.${skill}`)} text={text} value={value} max={100} />}
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
