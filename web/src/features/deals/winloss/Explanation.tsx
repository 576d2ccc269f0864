import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Cohort, WinLossOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EngineBadge } from "@/components/EngineBadge";
import { Section } from "@/components/Section";
import { Feedback } from "../card/Feedback";
import { Why } from "../card/Why";
import { Behind } from "./Behind";
import { Benchmarks, Compared } from "./Compared";
import { Factors } from "./Factors";
import { Patterns } from "./Patterns";
import { Quality } from "./Quality";
import type { Asked } from "./useWinLoss";

interface ExplanationProps {
  shown: WinLossOut;
  cohort: Cohort;
  onInclude: (column: string) => void;
}

/** An explanation of a cohort, from the sentence to the deals. Where there is no signal it says so, and no more. */
export function Explanation({ shown, cohort, onInclude }: ExplanationProps) {
  const { t } = useTranslation("winLoss");
  const [behind, setBehind] = useState<(Omit<Asked, "cohort"> & { name: string }) | null>(null);
  const signal = shown.signal === "yes";
  return (
    <>
      <div className="mb-6">
        <ul className="flex max-w-prose flex-col gap-1.5">
          {(shown.told.source === "builtin"
            ? (shown.told.facts ?? []).map((fact) => fact.text)
            : [shown.narrative]
          ).map((text) => (
            <li key={text}>
              <bdi>{text}</bdi>
            </li>
          ))}
        </ul>
        <div className="mt-2 flex items-center">
          <EngineBadge source={shown.source} note={shown.told.rejected} />
          <Why>
            <p>{t("why.text")}</p>
            <p>{t("why.judged")}</p>
          </Why>
          <Feedback card="win_loss" item={`cohort:${shown.version}`} source={shown.source} />
        </div>
      </div>
      <Quality shown={shown} />
      {shown.kind === "comparison" && (
        <Section title={t("compare.title")} className="mt-8">
          <Compared shown={shown} />
        </Section>
      )}
      {signal && (
        <Section title={t("factors.title")} hint={t("factors.hint")} className="mt-8">
          <Factors factors={shown.factors ?? []} onDeals={setBehind} />
        </Section>
      )}
      {signal && (
        <Section title={t("patterns.title")} hint={t("patterns.hint")}>
          <Patterns patterns={shown.patterns ?? []} onDeals={setBehind} />
        </Section>
      )}
      {(shown.benchmarks?.length ?? 0) > 0 && (
        <Section title={t("benchmark.title")} hint={t("benchmark.hint")}>
          <Benchmarks shown={shown} />
        </Section>
      )}
      <Excluded shown={shown} onInclude={onInclude} />
      {behind && (
        <Behind
          name={behind.name}
          asked={{ cohort, conditions: behind.conditions, outcome: behind.outcome }}
          onClose={() => setBehind(null)}
        />
      )}
    </>
  );
}

const FORCED = [
  "named_after_close",
  "filled_at_close",
  "only_when_closed",
  "decides_alone",
  "tells_by_being_empty",
];

/** These stand as the close left them, whatever anybody says. */
const NEVER = ["stage", "close_reason", "next_step"];

function Excluded({ shown, onInclude }: Pick<ExplanationProps, "shown" | "onInclude">) {
  const { t } = useTranslation("winLoss");
  const out = shown.excluded ?? [];
  if (out.length === 0) return null;
  return (
    <Section title={t("excluded.title")} hint={t("excluded.hint")} className="mt-8">
      <ul className="flex flex-col divide-y divide-line">
        {out.map((field) => (
          <li
            key={field.column}
            className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 py-2"
          >
            <p className="min-w-0 wrap-anywhere">
              <bdi>{field.name}</bdi>
              <span className="block text-small text-soft">{field.why}</span>
            </p>
            {FORCED.includes(field.reason) && !NEVER.includes(field.column) && (
              <Button kind="quiet" onClick={() => onInclude(field.column)}>
                {t("excluded.include")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
