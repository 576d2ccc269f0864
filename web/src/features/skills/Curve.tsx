import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RatingOut, RatingPoint } from "@/api/types.gen";
import { LineChart } from "@/components/LineChart";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { curve } from "./curve";

const SOURCES = ["practice", "call"] as const;

/** How one skill came to where it is, in practice and in real calls apart: rating and its uncertainty. */
export function Curve({ skill, points }: { skill: RatingOut; points: readonly RatingPoint[] }) {
  const { t } = useTranslation("skills");
  return (
    <Section title={skill.title} hint={t("curveHint")}>
      <div className="flex flex-col gap-6">
        {SOURCES.map((source) => (
          <Line
            key={source}
            source={source}
            skill={skill}
            points={points.filter((point) => point.source === source)}
          />
        ))}
      </div>
    </Section>
  );
}

interface LineProps {
  source: (typeof SOURCES)[number];
  skill: RatingOut;
  points: readonly RatingPoint[];
}

function Line({ source, skill, points }: LineProps) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  const drawn = curve(points);
  const last = points[0];
  return (
    <div>
      <h3 className="mb-2 text-small text-soft">{t(`source.${source}`)}</h3>
      {drawn.rating.length < 2 ? (
        <p className="text-soft">{t(`curveEarly.${source}`)}</p>
      ) : (
        <LineChart
          label={t(`curve.${source}`, { skill: skill.title })}
          min={drawn.min}
          max={drawn.max}
          series={[{ name: t("rating"), values: drawn.rating }]}
          band={{ name: t("range"), low: drawn.low, high: drawn.high }}
          steps={drawn.at.map((at, place) => `${place + 1}. ${format.day(at)}`)}
        />
      )}
      {last && (
        <p className="mt-3">
          <Link
            {...(last.call_id
              ? { to: "/calls/$callId", params: { callId: last.call_id } }
              : {
                  to: "/practice/history/$conversationId",
                  params: { conversationId: last.conversation_id ?? "" },
                })}
            className="text-soft underline decoration-line underline-offset-4 hover:text-ink touch:min-h-11"
          >
            {t(`last.${source}`, { share: format.percent(last.result), ago: format.ago(last.at) })}
          </Link>
        </p>
      )}
    </div>
  );
}
