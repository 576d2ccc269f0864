import type { Filter, Grain, Having, Intent, MetricQuery, Period } from "../types";
import { before, samePeriod, yearBefore } from "./days";

/** Every way to change an understanding. A changed query is whole again: nothing in it names what was taken out. */

function put<T>(list: readonly T[] | undefined, index: number, item: T | null): T[] {
  const copy = [...(list ?? [])];
  if (item === null) copy.splice(index, 1);
  else copy[index] = item;
  return copy;
}

const bare = (by: string) => by.slice(by.indexOf(":") + 1);

function renamed(by: string, from: string, to: string): string {
  return by === from ? to : bare(by) === from ? by.slice(0, by.indexOf(":") + 1) + to : by;
}

/** Another measure in the place of one, or none; what was ordered or held by the old one follows the new one. */
export function putMeasure(query: MetricQuery, index: number, name: string | null): MetricQuery {
  const old = query.measures?.[index];
  const measures = [...new Set(put(query.measures, index, name))];
  const heir = name ?? measures[0];
  if (old === undefined || heir === undefined) return { ...query, measures };
  return {
    ...query,
    measures,
    order: query.order?.map((one) => ({ ...one, by: renamed(one.by, old, heir) })),
    having: name
      ? query.having?.map((one) => (one.measure === old ? { ...one, measure: name } : one))
      : query.having?.filter((one) => one.measure !== old),
    top: query.top && query.top.measure === old ? { ...query.top, measure: heir } : query.top,
  };
}

/** Another dimension in the place of one, one more, or one less. */
export function putDimension(query: MetricQuery, index: number, field: string | null): MetricQuery {
  const old = query.dimensions?.[index];
  const dimensions = [...new Set(put(query.dimensions, index, field))];
  const gone = old !== undefined && !dimensions.includes(old);
  const tables = new Set(dimensions.flatMap((path) => path.split(".").slice(0, -1)));
  return withIntent({
    ...query,
    dimensions,
    each: query.each?.filter((table) => tables.has(table)),
    order: query.order
      ?.filter((one) => !gone || one.by !== old || field)
      .map((one) => (field && one.by === old ? { ...one, by: field } : one)),
    top: gone && query.top?.field === old ? (field ? { ...query.top, field } : null) : query.top,
  });
}

/** The intent that the shape of the query calls for, where the old one no longer fits. */
function withIntent(query: MetricQuery): MetricQuery {
  const split = (query.dimensions?.length ?? 0) > 0;
  const intent = query.intent ?? "value";
  const fits: Partial<Record<Intent, boolean>> = {
    value: !split && !query.time?.grain,
    breakdown: split,
    rank: split,
    share: split,
    trend: Boolean(query.time?.grain),
    compare: Boolean(query.comparison) || split,
  };
  if (fits[intent] !== false) return query;
  return { ...query, intent: query.time?.grain ? "trend" : split ? "breakdown" : "value" };
}

type Span = { period?: Period | null; grain?: Grain | null };

/** Another time. What it was compared with moves along; a comparison with some other period of its own is kept. */
export function putTime(query: MetricQuery, { period, grain }: Span): MetricQuery {
  const time = { ...query.time };
  if (period !== undefined) time.period = period;
  if (grain !== undefined) time.grain = grain;
  const next = { ...query, time };
  const kind = comparisonOf(query);
  return withIntent(period === undefined || kind === "own" ? next : putComparison(next, kind));
}

export type ComparisonKind = "none" | "before" | "yearBefore" | "target" | "own";

export function comparisonOf(query: MetricQuery): ComparisonKind {
  const { comparison } = query;
  if (!comparison) return "none";
  if (comparison.to === "target") return "target";
  const period = query.time?.period;
  if (period && samePeriod(comparison.period, before(period))) return "before";
  if (period && samePeriod(comparison.period, yearBefore(period))) return "yearBefore";
  return "own";
}

/** Compared with the period before, the year before, the target, or nothing. */
export function putComparison(query: MetricQuery, kind: ComparisonKind): MetricQuery {
  if (kind === "own") return query;
  if (kind === "target") return { ...query, comparison: { to: "target" } };
  const period = query.time?.period;
  const other = period && kind !== "none" ? (kind === "before" ? before(period) : yearBefore(period)) : null;
  if (other)
    return {
      ...query,
      comparison: { to: "period", period: other },
      shown: [...new Set([...(query.shown ?? []), "change", "change_pct"] as const)],
    };
  return withIntent({
    ...query,
    comparison: null,
    shown: query.shown?.filter((one) => one !== "change" && one !== "change_pct"),
    order: query.order?.filter((one) => !/^(previous|change|change_pct):/.test(one.by)),
  });
}

export function putFilter(query: MetricQuery, index: number, filter: Filter | null): MetricQuery {
  return { ...query, filters: put(query.filters, index, filter) };
}

export function putHaving(query: MetricQuery, index: number, having: Having | null): MetricQuery {
  return { ...query, having: put(query.having, index, having) };
}

/** How many of the leading rows are shown; null shows all. */
export function putLimit(query: MetricQuery, limit: number | null): MetricQuery {
  return { ...query, limit };
}

export function putTop(query: MetricQuery, top: MetricQuery["top"]): MetricQuery {
  return { ...query, top };
}

export function turnOrder(query: MetricQuery, index: number): MetricQuery {
  return {
    ...query,
    order: query.order?.map((one, place) =>
      place === index ? { ...one, descending: !(one.descending ?? true) } : one,
    ),
  };
}
