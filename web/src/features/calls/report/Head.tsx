import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { PageHeader } from "@/components/PageHeader";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { Actions } from "./Actions";

/** Which call this is, and its number where there is one. */
export function Head({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const mine = useMe().user.id === call.rep.user_id;
  return (
    <PageHeader
      above={
        <Link to="/calls" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
          <ArrowLeft aria-hidden className="directional size-3.5" />
          {t("title")}
        </Link>
      }
      title={call.title}
      lead={
        <>
          <time dateTime={call.happened_at}>{format.day(call.happened_at)}</time>
          {!mine && (
            <>
              {" · "}
              <bdi>{call.rep.name}</bdi>
            </>
          )}
          {call.duration_s != null && <> · {format.clock(call.duration_s)}</>}
          {call.turns.length > 0 && <> · {t("turns", { count: call.turns.length })}</>}
          {call.rubric && (
            <>
              {" · "}
              <bdi>{call.rubric.title}</bdi>
            </>
          )}
        </>
      }
      actions={
        <div className="flex items-end gap-6">
          <Score call={call} />
          <Actions call={call} />
        </div>
      }
    />
  );
}

function Score({ call }: { call: CallDetail }) {
  const { t } = useTranslation(["calls", "practice"]);
  const format = useFormats();
  const card = call.scorecard;
  if (!card) return null;
  const score = card.score_with_changes ?? card.score;
  if (score === null)
    return <p className="max-w-56 text-small text-soft">{t("practice:scorecard.noScore")}</p>;
  const results = card.criteria.map((one) => one.override?.result ?? one.result);
  const observed = results.filter((result) => result !== "not_observed");
  const changed = card.criteria.some((one) => one.override && one.override.result !== one.result);
  return (
    <p className="text-end">
      <span className="text-display leading-none">
        <DottedNumber
          from={{
            definition: t("practice:scorecard.scoreDefinition"),
            sample: t("practice:scorecard.scoreSample", {
              met: results.filter((result) => result === "met").length,
              observed: observed.length,
              all: card.criteria.length,
              share: format.percent(card.observed ?? 1),
            }),
            source: t("practice:scorecard.scoreSource", { rubric: card.title || card.rubric }),
          }}
        >
          {format.number(score)}
        </DottedNumber>
      </span>{" "}
      <span className="text-soft">{t("practice:scorecard.of100")}</span>
      {changed && (
        <span className="block text-small text-soft">
          {t("scorecard.before", { score: card.score === null ? "–" : format.number(card.score) })}
        </span>
      )}
    </p>
  );
}
