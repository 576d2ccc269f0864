import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { ScorecardView } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { SKILLS } from "../labels";

/** Each skill this call could show, as a small bar. */
export function SkillBars({ scorecard }: { scorecard: ScorecardView }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const shown = SKILLS.filter((skill) => skill in (scorecard.skills ?? {}));
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
          const observed = scorecard.criteria.filter(
            (one) => one.skill === skill && one.result !== "not_observed",
          );
          const met = observed.filter((one) => one.result === "met").length;
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
