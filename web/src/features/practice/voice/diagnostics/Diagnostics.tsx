import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Download, Timer } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceVoiceLatencyOptions } from "@/api/@tanstack/react-query.gen";
import { practiceExportVoiceLatency } from "@/api/sdk.gen";
import type { LatencyReport, LatencySpread } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { DottedNumber } from "@/components/DottedNumber";
import { EmptyState } from "@/components/EmptyState";
import { LineChart } from "@/components/LineChart";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Segmented } from "@/components/Segmented";
import { useFormats } from "@/lib/format";
import { useMayManage } from "@/lib/me";
import { saveFile } from "@/lib/save-file";
import { type SpreadRow, Spreads } from "./Spreads";
import { STAGES } from "./stages";

const PERIODS = ["7", "30", "90"] as const;
type Period = (typeof PERIODS)[number];

/** How long reps waited for an answer after they had spoken, and what the time went into. */
export function Diagnostics() {
  const { t } = useTranslation("voice");
  const manages = useMayManage();
  const [period, setPeriod] = useState<Period>("30");
  const [mine, setMine] = useState(false);
  const asked = { days: Number(period), mine };
  const query = useQuery(practiceVoiceLatencyOptions({ query: asked }));
  return (
    <>
      <h2 className="font-strong">{t("diagnostics.title")}</h2>
      <p className="mt-1 max-w-prose text-soft">{t("diagnostics.lead")}</p>
      <div className="mt-5 mb-8 flex flex-wrap items-center gap-3">
        <Segmented<Period>
          label={t("diagnostics.period")}
          choices={PERIODS.map((value) => ({ value, label: t("diagnostics.days", { n: value }) }))}
          value={period}
          onChange={setPeriod}
        />
        {manages && (
          <Segmented<"mine" | "all">
            label={t("diagnostics.whose")}
            choices={[
              { value: "all", label: t("diagnostics.everybody") },
              { value: "mine", label: t("diagnostics.own") },
            ]}
            value={mine ? "mine" : "all"}
            onChange={(whose) => setMine(whose === "mine")}
          />
        )}
      </div>
      <QueryView query={query}>
        {(report) =>
          report.total ? <Report report={report} total={report.total} asked={asked} /> : <None />
        }
      </QueryView>
    </>
  );
}

interface ReportProps {
  report: LatencyReport;
  total: LatencySpread;
  asked: { days: number; mine: boolean };
}

function Report({ report, total, asked }: ReportProps) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const ms = (value: number) => t("diagnostics.ms", { n: format.number(value) });
  const from = {
    definition: t("diagnostics.lead"),
    sample: `${t("diagnostics.turns", { count: total.n })} ${t(report.everybody ? "diagnostics.all" : "diagnostics.mine")}`,
  };
  const stages: SpreadRow[] = STAGES.flatMap((stage) => {
    const spread = report.stages[stage];
    return spread ? [{ name: t(`diagnostics.names.${stage}`), spread }] : [];
  });
  return (
    <>
      <dl className="mb-3 flex flex-wrap gap-x-12 gap-y-4">
        {(["p50", "p95"] as const).map((which) => (
          <div key={which}>
            <dt className="text-small text-soft">{t(`diagnostics.${which}`)}</dt>
            <dd className="text-display">
              <DottedNumber from={from}>{ms(total[which])}</DottedNumber>
            </dd>
          </div>
        ))}
      </dl>
      {report.target_p50 !== undefined && report.target_p95 !== undefined && (
        <p className="mb-8 text-small text-soft">
          {t("diagnostics.target", { p50: ms(report.target_p50), p95: ms(report.target_p95) })}
        </p>
      )}
      <Section title={t("diagnostics.stages")}>
        <Spreads
          first={t("diagnostics.stage")}
          rows={[...stages, { name: t("diagnostics.total"), spread: total, strong: true }]}
        />
      </Section>
      {report.engines.length > 0 && (
        <Section title={t("diagnostics.byEngine")}>
          <Spreads
            first={t("diagnostics.engine")}
            rows={report.engines.map((one) => ({ name: one.engine, spread: one.total, count: one.total.n }))}
          />
        </Section>
      )}
      {report.days.length > 1 && (
        <Section title={t("diagnostics.byDay")}>
          <LineChart
            label={t("diagnostics.byDay")}
            steps={report.days.map(({ day }) => format.shortDay(`${day.slice(0, 10)}T12:00:00`))}
            max={Math.max(...report.days.map(({ total: { p95 } }) => p95)) * 1.05}
            series={[
              { name: t("diagnostics.median"), values: report.days.map((day) => day.total.p50) },
              {
                name: t("diagnostics.most"),
                values: report.days.map((day) => day.total.p95),
                stroke: "dashed",
              },
            ]}
          />
        </Section>
      )}
      <div className="flex flex-wrap gap-2 border-t border-line pt-5">
        {(["csv", "json"] as const).map((kind) => (
          <Button key={kind} size="small" onClick={() => void download(asked, kind)}>
            <Download aria-hidden />
            {t(`diagnostics.${kind}`)}
          </Button>
        ))}
      </div>
    </>
  );
}

async function download(asked: { days: number; mine: boolean }, format: "csv" | "json"): Promise<void> {
  const { data } = await practiceExportVoiceLatency({
    query: { ...asked, format },
    parseAs: "blob",
    throwOnError: true,
  });
  saveFile(data as unknown as Blob, `voice-latency.${format}`);
}

function None() {
  const { t } = useTranslation("voice");
  return (
    <EmptyState
      icon={<Timer aria-hidden />}
      title={t("diagnostics.emptyTitle")}
      actions={
        <Button asChild kind="primary">
          <Link to="/practice/call" search={{ scenario: "cold-call", level: "foundation", by: "voice" }}>
            {t("diagnostics.emptyAction")}
          </Link>
        </Button>
      }
    >
      {t("diagnostics.emptyText")}
    </EmptyState>
  );
}
