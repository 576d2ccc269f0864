import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { skillsMineOptions } from "@/api/@tanstack/react-query.gen";
import type { RatingOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Range } from "@/components/Meter";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

/** Ends of the bars: a beginner and somebody outstanding. */
const SCALE = { min: 900, max: 2100 };

export function Skills() {
  const { t } = useTranslation("home");
  const query = useQuery(skillsMineOptions());
  const seen = query.data?.skills.some((skill) => skill.calls + skill.in_calls.calls > 0) ?? false;
  return (
    <Section title={t("skills.title")} hint={seen ? t("skills.hint") : undefined}>
      <QueryView query={query}>
        {({ skills }) =>
          seen ? (
            <ul className="flex flex-col gap-3">
              {skills.map((skill) => (
                <Skill key={skill.skill} skill={skill} />
              ))}
            </ul>
          ) : (
            <p className="text-soft">{t("skills.none")}</p>
          )
        }
      </QueryView>
      {seen && (
        <p className="mt-4">
          <Link
            to="/practice/skills"
            className="inline-flex items-center font-strong text-accent hover:underline touch:min-h-11"
          >
            {t("skills.all")}
          </Link>
        </p>
      )}
    </Section>
  );
}

function Skill({ skill }: { skill: RatingOut }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  if (skill.calls === 0) {
    return (
      <li className="flex justify-between gap-4 text-soft">
        <span>{skill.title}</span>
        <span className="text-small">{t("skills.unseen")}</span>
      </li>
    );
  }
  const figures = {
    rating: format.plain(skill.rating),
    low: format.plain(skill.low),
    high: format.plain(skill.high),
  };
  const level = t(`levels.${skill.level}`);
  return (
    <li>
      <p className="flex justify-between gap-4">
        <span>{skill.title}</span>
        <DottedNumber
          from={{
            definition: t("skills.definition"),
            sample: t("skills.sample", { count: skill.calls }),
            source: t("skills.band", figures),
          }}
        >
          {level}
        </DottedNumber>
      </p>
      <Range
        label={skill.title}
        text={t("skills.text", { level, ...figures })}
        value={skill.rating}
        low={skill.low}
        high={skill.high}
        certain={skill.certain}
        {...SCALE}
      />
    </li>
  );
}
