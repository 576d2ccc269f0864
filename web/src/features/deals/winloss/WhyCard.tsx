import { Link } from "@tanstack/react-router";
import { Scale } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealFactor, WinLossOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Fold } from "@/components/Fold";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { AdvisorCard } from "../card/AdvisorCard";
import { EvidenceList } from "../card/EvidenceList";
import { Feedback } from "../card/Feedback";
import { Forest } from "./Forest";
import { points, reach } from "./points";
import { useWinLoss } from "./useWinLoss";

/** Why a closed deal was won or lost, against the others: the card of its page. */
export function WhyCard({ dealId }: { dealId: string }) {
  const { t } = useTranslation("winLoss");
  const query = useWinLoss({ deal_id: dealId });
  return (
    <QueryView
      query={query}
      skeleton={
        <AdvisorCard
          title={t("card.title")}
          icon={<Scale aria-hidden />}
          why={t("why.text")}
          adjustable={false}
        >
          <SkeletonText lines={5} />
        </AdvisorCard>
      }
    >
      {(shown) => <Card shown={shown} dealId={dealId} />}
    </QueryView>
  );
}

function Card({ shown, dealId }: { shown: WinLossOut; dealId: string }) {
  const { t } = useTranslation("winLoss");
  const sure = (shown.of_deal ?? []).filter((factor) => factor.sure);
  const rest = (shown.of_deal ?? []).filter((factor) => !factor.sure);
  const scale = reach(shown.of_deal ?? []);
  return (
    <AdvisorCard
      title={t(shown.deal?.status === "won" ? "card.won" : "card.lost")}
      icon={<Scale aria-hidden />}
      lead={shown.narrative}
      engine={{ source: shown.source, note: shown.told.rejected }}
      adjustable={false}
      why={
        <>
          <p>{t("why.text")}</p>
          <p>{t("why.judged")}</p>
          <Link to="/deals/win-loss" className="underline underline-offset-4">
            {t("card.all")}
          </Link>
        </>
      }
      foot={
        <span className="ms-auto">
          <Feedback card="win_loss" item={`deal:${dealId}`} dealId={dealId} source={shown.source} />
        </span>
      }
    >
      <Factors factors={sure} scale={scale} />
      {rest.length > 0 && (
        <Fold
          className="mt-3"
          summary={<span className="text-small">{t("factors.unsure", { count: rest.length })}</span>}
        >
          <Factors factors={rest} scale={scale} />
        </Fold>
      )}
      {(shown.similar?.length ?? 0) > 0 && <Similar shown={shown} />}
    </AdvisorCard>
  );
}

function Factors({ factors, scale }: { factors: readonly DealFactor[]; scale: number }) {
  const { t } = useTranslation("winLoss");
  return (
    <ul className="flex flex-col divide-y divide-line">
      {factors.map((factor) => {
        const figures = {
          value: points(factor.points),
          low: points(factor.low),
          high: points(factor.high),
        };
        return (
          <li key={factor.key} className="grid gap-x-6 gap-y-1 py-3 @lg:grid-cols-2">
            <div className="min-w-0">
              <p className="wrap-anywhere">
                <bdi>{factor.name}</bdi>
              </p>
              <p className="text-small text-soft">
                {t("card.among", { won: factor.won, lost: factor.lost })}
              </p>
            </div>
            <div className="flex items-center gap-4" dir="ltr">
              <span className="w-12 shrink-0 text-end">
                <DottedNumber
                  from={{
                    definition: t("card.definition"),
                    sample: t("factors.sample", { ...figures, count: factor.won + factor.lost }),
                    source: t("factors.source"),
                  }}
                >
                  {figures.value}
                </DottedNumber>
              </span>
              <span className="shrink-0 text-small text-soft">{t("factors.scale")}</span>
              <div className="min-w-0 grow">
                <Forest
                  label={factor.name}
                  text={t("factors.text", figures)}
                  value={factor.points}
                  low={factor.low}
                  high={factor.high}
                  reach={scale}
                  sure={factor.sure}
                />
              </div>
            </div>
            {(factor.evidence?.length ?? 0) > 0 && (
              <div className="@lg:col-span-2">
                <EvidenceList evidence={factor.evidence ?? []} first={1} />
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}

function Similar({ shown }: { shown: WinLossOut }) {
  const { t } = useTranslation("winLoss");
  return (
    <Fold className="mt-3" summary={<span className="text-small">{t("card.similar")}</span>}>
      <ul className="mt-2 flex flex-col gap-2">
        {shown.similar?.map(({ deal, differs }) => (
          <li key={deal.id} className="text-small">
            <Link
              to="/deals/$dealId"
              params={{ dealId: deal.id }}
              className="underline decoration-line underline-offset-4 hover:decoration-ink"
            >
              <bdi>{deal.name}</bdi>
            </Link>{" "}
            <span className="text-soft">
              {t(`status.${deal.status === "won" ? "won" : "lost"}`)}
              {differs.length > 0 && ` · ${t("card.differs", { what: differs.join(", ") })}`}
            </span>
          </li>
        ))}
      </ul>
    </Fold>
  );
}
