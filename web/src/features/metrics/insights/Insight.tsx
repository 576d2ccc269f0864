import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, RotateCw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { insightsGetOptions, insightsRefreshMutation } from "@/api/@tanstack/react-query.gen";
import type { InsightOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EngineBadge } from "@/components/EngineBadge";
import { Fold } from "@/components/Fold";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";
import { DataTable } from "../answer/DataTable";
import { FactNumber } from "../answer/FactNumber";
import { NarrativeText } from "../answer/NarrativeText";
import { MetricChart } from "../chart/MetricChart";
import type { Answer, Fact } from "../types";
import { Actions } from "./Actions";
import { Alert } from "./Alert";
import { Changes } from "./Changes";
import { History } from "./History";
import { keepInsight } from "./requests";
import { Talk } from "./Talk";

/** One pinned answer: what it says, what has changed, what people say about it, and when to speak up. */
export function Insight({ insightId }: { insightId: string }) {
  const query = useQuery(insightsGetOptions({ path: { insight_id: insightId } }));
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={10} />}>
      {(insight) => (
        <>
          <Head insight={insight} />
          <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_20rem]">
            <div className="min-w-0">
              <Said insight={insight} />
              <Talk insight={insight} />
            </div>
            <aside className="min-w-0">
              <Changes insight={insight} />
              <Alert insight={insight} />
              <History insightId={insight.id} />
            </aside>
          </div>
        </>
      )}
    </QueryView>
  );
}

function Head({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation(["insights", "metrics"]);
  const format = useFormats();
  const queryClient = useQueryClient();
  const refresh = useMutation({
    ...insightsRefreshMutation(),
    onSuccess: (fresh) => {
      keepInsight(queryClient, fresh);
      toast(t("refreshed"));
    },
    onError: () => toast(t("notRefreshed"), { kind: "trouble" }),
  });
  const by = insight.mine ? t("byYou") : insight.by ? t("by", { name: insight.by }) : t("bySomebody");
  const moves = insight.saved.query.time?.period && t(insight.rolling ? "rolling" : "fixed");
  return (
    <PageHeader
      title={insight.title}
      above={
        <Link to="/numbers/insights" className="inline-flex items-center gap-1 hover:text-ink">
          <ArrowLeft aria-hidden className="size-4 rtl:rotate-180" />
          {t("metrics:tabs.insights")}
        </Link>
      }
      lead={[by, t("asOf", { ago: format.ago(insight.refreshed_at) }), moves].filter(Boolean).join(" · ")}
      actions={
        <>
          <Button
            busy={refresh.isPending}
            onClick={() => refresh.mutate({ path: { insight_id: insight.id } })}
          >
            <RotateCw aria-hidden />
            {t("refresh")}
          </Button>
          <Actions insight={insight} />
        </>
      }
    />
  );
}

/** The answer as it was kept, in the shape that answers of a conversation have. */
function Said({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation("insights");
  const { saved } = insight;
  const answer = {
    ...saved,
    asked: insight.title,
    language: insight.language,
    understanding: { query: saved.query, chips: [], words: insight.title },
    computed: { sql: saved.sql, data_version: saved.data_version, model_version: saved.model_version },
  } as unknown as Answer;
  const { headline, chart } = insight;
  const drawn = chart && chart.kind !== "number" ? chart : null;
  return (
    <div className="flex flex-col gap-5 pb-8">
      {insight.note && (
        <p dir="auto" className="border-s-2 border-line ps-3 whitespace-pre-line text-soft">
          {insight.note}
        </p>
      )}
      {headline && !drawn && (
        <FactNumber fact={headline as Fact} answer={answer} className="self-start text-display font-strong" />
      )}
      <NarrativeText segments={saved.narrative.segments} answer={answer} />
      {drawn && <MetricChart chart={drawn} />}
      {saved.rows.length > 1 && (
        <Fold summary={t("rows")}>
          <DataTable answer={answer} />
        </Fold>
      )}
      <div className="self-start">
        <EngineBadge source={saved.narrative.source ?? "builtin"} note={saved.narrative.rejected} />
      </div>
    </div>
  );
}
