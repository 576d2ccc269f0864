import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Popover } from "@/components/Popover";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import type { Fact, Told } from "../types";
import { useMetrics } from "../useMetrics";

interface FactNumberProps {
  fact: Fact;
  answer: Told;
  /** As the sentence around it spells it. */
  text?: string;
  className?: string;
}

/** A number of an answer: dotted, and on press what it is, what was asked of how many rows, and when. */
export function FactNumber({ fact, answer, text, className }: FactNumberProps) {
  const { t } = useTranslation("metrics");
  return (
    <Popover
      label={t("fact.where", { label: fact.label })}
      trigger={
        <button
          type="button"
          title={t("fact.where", { label: fact.label })}
          className={classes("dotted tabular-nums hover:decoration-ink", className)}
        >
          <bdi>{text ?? fact.text}</bdi>
        </button>
      }
    >
      <Origin fact={fact} answer={answer} />
    </Popover>
  );
}

function Origin({ fact, answer }: { fact: Fact; answer: Told }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const metrics = useMetrics().data;
  const { computed, understanding } = answer;
  const column = answer.columns?.find((one) => one.name === fact.cell?.column);
  const measured = fact.measure ?? column?.measure ?? column?.name;
  const measure = metrics?.measures.find((one) => one.name === measured);
  const from = (fact.derivation?.of ?? []).flatMap((id) => answer.facts?.find((one) => one.id === id) ?? []);
  const rows: [string, ReactNode][] = [];
  if (from.length > 0 && fact.derivation)
    rows.push([
      t(`fact.derived.${fact.derivation.operation as "difference"}`),
      <ul key="from">
        {from.map((one) => (
          <li key={one.id} className="flex justify-between gap-4">
            <bdi>{one.label}</bdi>
            <bdi className="tabular-nums">{one.text}</bdi>
          </li>
        ))}
      </ul>,
    ]);
  if (measure?.description || measure?.definition)
    rows.push([
      t("fact.definition"),
      <span key="definition">
        {measure.description && <span className="block">{measure.description}</span>}
        {measure.definition && (
          <bdi dir="ltr" className="block font-mono break-words">
            {measure.definition}
          </bdi>
        )}
      </span>,
    ]);
  if (understanding?.words) rows.push([t("fact.query"), understanding.words]);
  const period = understanding?.query.time?.period;
  if (period)
    rows.push([t("fact.period"), <PeriodDays key="period" start={period.start} end={period.end} />]);
  if (computed?.scanned != null)
    rows.push([
      t("fact.rows"),
      t("fact.scanned", { count: computed.scanned, n: format.number(computed.scanned) }) +
        (computed.tables?.length ? ` (${computed.tables.join(", ")})` : ""),
    ]);
  return (
    <>
      <p className="flex items-baseline justify-between gap-4 border-b border-line pb-2">
        <bdi className="font-strong">{fact.label}</bdi>
        <bdi className="font-strong tabular-nums">{fact.text}</bdi>
      </p>
      <dl className="mt-3 flex flex-col gap-3">
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt className="text-soft">{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

/** From the first to the last day, both included. */
export function PeriodDays({ start, end }: { start?: string | null; end?: string | null }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const last = end ? format.day(new Date(Date.parse(end) - 43_200_000)) : null;
  const first = start ? format.day(new Date(Date.parse(start) + 43_200_000)) : null;
  if (first && last) return t("period.fromTo", { first, last });
  return first ? t("period.since", { first }) : last ? t("period.until", { last }) : t("period.always");
}
