import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { CallScorecard } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

type Skill = CallScorecard["criteria"][number]["skill"];

/** Each skill this call could show, as a small bar. */
export function SkillBars({ card }: { card: CallScorecard }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const seen = Object.entries(card.skills ?? {}).filter(([, value]) => value !== null) as [Skill, number][];
  if (seen.length === 0) return null;
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
        {seen.map(([skill, value]) => {
          const results = card.criteria
            .filter((one) => one.skill === skill)
            .map((one) => one.override?.result ?? one.result)
            .filter((result) => result !== "not_observed");
          const met = results.filter((result) => result === "met").length;
          const text = t("skillBars.met", {
            met: format.number(met),
            observed: format.number(results.length),
          });
          return (
            <li key={skill}>
              <p className="flex justify-between gap-4">
                <span>{t(`skills.${skill}`)}</span>
                <span className="shrink-0 text-small text-soft tabular-nums">{text}</span>
              </p>
              <Meter label={t(`skills.${skill}`)} text={text} value={value} max={100} />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
