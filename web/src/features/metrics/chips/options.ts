import type { DimensionItem, MeasureItem, MetricQuery, Metrics } from "../types";
import type { Option } from "./Picker";

export function measureOptions(metrics: Metrics, taken: readonly string[] = []): Option[] {
  return metrics.measures
    .filter((measure) => !taken.includes(measure.name))
    .map((measure) => ({
      value: measure.name,
      label: measure.label || measure.name,
      note: measure.description || measure.definition,
      group: measure.table_label ?? measure.table ?? undefined,
      words: measure.synonyms,
    }))
    .sort(byGroup);
}

/** The fields that all measures of a query can be split by. */
export function dimensionOptions(
  metrics: Metrics,
  query: MetricQuery,
  taken: readonly string[] = [],
): Option[] {
  const reach = (query.measures ?? []).flatMap(
    (name) => metrics.measures.find((measure) => measure.name === name)?.dimensions ?? [],
  );
  const count = new Map<string, number>();
  for (const field of reach) count.set(field, (count.get(field) ?? 0) + 1);
  const wanted = (query.measures ?? []).filter((name) =>
    metrics.measures.some((measure) => measure.name === name && measure.dimensions?.length),
  ).length;
  return metrics.dimensions
    .filter(({ field }) => !taken.includes(field) && (wanted === 0 || count.get(field) === wanted))
    .map((dimension) => ({
      value: dimension.field,
      label: dimension.label || dimension.field,
      note: dimension.description || dimension.samples?.slice(0, 4).join(", "),
      group: dimension.table_label ?? dimension.table,
      words: dimension.synonyms,
    }))
    .sort(byGroup);
}

function byGroup(one: Option, other: Option): number {
  return (one.group ?? "").localeCompare(other.group ?? "") || one.label.localeCompare(other.label);
}

export function labelOfMeasure(metrics: Metrics | undefined, name: string): string {
  return metrics?.measures.find((one: MeasureItem) => one.name === bare(name))?.label ?? bare(name);
}

export function dimensionOf(metrics: Metrics | undefined, field: string): DimensionItem | undefined {
  const plain = field.split(":")[0];
  return metrics?.dimensions.find((one) => one.field === plain);
}

const bare = (name: string) => name.slice(name.indexOf(":") + 1);
