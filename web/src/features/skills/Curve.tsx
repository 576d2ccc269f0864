import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { RatingOut, RatingPoint } from "@/api/types.gen";
import { LineChart } from "@/components/LineChart";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { curve } from "./curve";

/** How one skill came to where it is: rating and its uncertainty after each call. */
export function Curve({ skill, points }: { skill: RatingOut; points: readonly RatingPoint[] }) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  const drawn = curve(points);
  const last = points[0];
  return (
    <Section title={skill.title} hint={t("curveHint")}>
      {drawn.rating.length < 2 ? (
        <p className="text-soft">{t("curveEarly")}</p>
      ) : (
        <LineChart
          label={t("curve", { skill: skill.title })}
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
            to="/practice/history/$conversationId"
            params={{ conversationId: last.conversation_id }}
            className="text-soft underline decoration-line underline-offset-4 hover:text-ink touch:min-h-11"
          >
            {t("lastCall", { share: format.percent(last.result), ago: format.ago(last.at) })}
          </Link>
        </p>
      )}
    </Section>
  );
}
