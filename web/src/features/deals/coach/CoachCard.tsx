import { Link } from "@tanstack/react-router";
import { Footprints, History as HistoryIcon, Sparkles } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DealCoaching } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { AdvisorCard } from "../card/AdvisorCard";
import { History } from "./History";
import { Step } from "./Step";
import { type Coach, useCoach } from "./useCoach";

/** The next steps of a deal, each with its evidence and a draft. */
export function CoachCard({ dealId }: { dealId: string }) {
  const { t } = useTranslation("coach");
  const coach = useCoach(dealId);
  return (
    <QueryView
      query={coach.query}
      skeleton={
        <AdvisorCard title={t("title")} icon={<Footprints aria-hidden />} why={t("why.text")}>
          <SkeletonText lines={6} />
        </AdvisorCard>
      }
    >
      {(told) => <Card told={told} coach={coach} />}
    </QueryView>
  );
}

function Card({ told, coach }: { told: DealCoaching; coach: Coach }) {
  const { t } = useTranslation("coach");
  const [history, setHistory] = useState(false);
  const open = told.status === "open";
  return (
    <AdvisorCard
      title={t("title")}
      icon={<Footprints aria-hidden />}
      lead={told.message}
      adjustable={open}
      engine={
        open
          ? {
              source: told.source,
              promptVersion: told.prompt_version,
              latencyMs: told.latency_ms,
              costUsd: told.cost_usd,
              note: told.note,
            }
          : undefined
      }
      why={
        <>
          <p>{t("why.text")}</p>
          <p>{t("why.order")}</p>
          <p>{t("why.held")}</p>
          <Link to={"/deals/coach" as "/"} className="underline underline-offset-4">
            {t("why.more")}
          </Link>
        </>
      }
      foot={
        <>
          <Button kind="quiet" size="small" className="-ms-2.5" onClick={() => setHistory(true)}>
            <HistoryIcon aria-hidden />
            {t("history.open")}
          </Button>
          {open && coach.hasModel && (
            <Button kind="quiet" size="small" busy={coach.wording} onClick={coach.word}>
              <Sparkles aria-hidden />
              {t("draft.word")}
            </Button>
          )}
        </>
      }
    >
      {open && (
        <ol className="divide-y divide-line border-t border-line">
          {told.recommendations.map((step, place) => (
            <Step key={step.id} step={step} told={told} coach={coach} open={place === 0} />
          ))}
        </ol>
      )}
      {history && <History dealId={told.deal_id} onClose={() => setHistory(false)} />}
    </AdvisorCard>
  );
}
