import { useQuery } from "@tanstack/react-query";
import { TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dealsGetWinProbabilityOptions } from "@/api/@tanstack/react-query.gen";
import type { Probability } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { DottedNumber } from "@/components/DottedNumber";
import { Popover } from "@/components/Popover";
import { Skeleton } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { points } from "./points";
import { useLanguage } from "./useWinLoss";

/** An open deal's chance to be won, with its range and reasons; or plainly why there is none. */
export function WinProbability({ dealId }: { dealId: string }) {
  const { t } = useTranslation("winLoss");
  const language = useLanguage();
  const query = useQuery({
    ...dealsGetWinProbabilityOptions({ path: { deal_id: dealId }, query: { language } }),
    retry: false,
    // The first model is being made: it takes some seconds, and the chance appears by itself.
    refetchInterval: (asked) => (asked.state.data?.verdict === "learning" ? 2500 : false),
  });
  if (query.error) return null;
  return (
    <div className="min-w-0">
      <dt className="truncate text-small text-soft">{t("chance.title")}</dt>
      {query.data ? (
        <Shown shown={query.data} />
      ) : (
        <dd className="mt-1">
          <Skeleton className="h-7 w-16" />
        </dd>
      )}
    </div>
  );
}

function Shown({ shown }: { shown: Probability }) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const { chance, model } = shown;
  if (!chance || !model)
    return (
      <>
        <dd className="mt-0.5 text-title text-soft">–</dd>
        <dd className="mt-0.5 text-small text-soft">{shown.text}</dd>
      </>
    );
  return (
    <>
      <dd className="mt-0.5 text-title tabular-nums">
        <DottedNumber
          from={{
            definition: shown.text,
            sample:
              model.auc &&
              t("chance.model", { auc: format.number(model.auc.value, 2), at: format.day(model.trained_at) }),
            source: t("chance.source"),
          }}
        >
          {format.percent(chance.value)}
        </DottedNumber>
      </dd>
      <dd className="mt-0.5 flex flex-wrap items-center gap-x-2 text-small text-soft">
        <bdi dir="ltr" className="tabular-nums">
          {format.percent(chance.low)}–{format.percent(chance.high)}
        </bdi>
        <Reasons shown={shown} />
      </dd>
    </>
  );
}

function Reasons({ shown }: { shown: Probability }) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const warned = (shown.matches?.length ?? 0) > 0;
  return (
    <Popover
      label={t("chance.reasons")}
      trigger={
        <Button kind="quiet" size="small">
          {warned && <TriangleAlert aria-hidden className="text-warn" />}
          {t("chance.reasons")}
        </Button>
      }
    >
      <div className="flex max-h-96 flex-col gap-4 overflow-y-auto">
        {shown.matches?.map((match) => (
          <p key={match.key} className="text-warn">
            <bdi>{match.name}</bdi>:{" "}
            {t("alerts.of", { lost: match.lost, deals: match.deals, bound: format.percent(match.bound) })}
          </p>
        ))}
        <ul className="flex flex-col gap-3">
          {shown.reasons?.map((reason) => (
            <li key={reason.column}>
              <p className="flex justify-between gap-4">
                <bdi>{reason.name}</bdi>
                <span dir="ltr" className="shrink-0 tabular-nums">
                  {points(reason.points)}
                </span>
              </p>
              {(reason.evidence?.length ?? 0) > 0 && (
                <EvidenceList evidence={reason.evidence ?? []} first={1} />
              )}
            </li>
          ))}
        </ul>
        <p className="text-soft">{t("chance.how")}</p>
      </div>
    </Popover>
  );
}
