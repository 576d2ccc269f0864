import { useTranslation } from "react-i18next";
import type { Chip, Intent, MetricQuery, Metrics } from "../types";
import { before, yearBefore } from "./days";
import {
  type ComparisonKind,
  comparisonOf,
  putComparison,
  putDimension,
  putFilter,
  putHaving,
  putLimit,
  putMeasure,
  putTop,
  turnOrder,
} from "./edit";
import { FilterEditor } from "./FilterEditor";
import { HavingEditor, LimitEditor, TopEditor } from "./NumberEditor";
import { dimensionOptions, labelOfMeasure, measureOptions } from "./options";
import { Picker } from "./Picker";
import { TimeEditor } from "./TimeEditor";

interface ChipEditorProps {
  chip: Chip;
  query: MetricQuery;
  metrics: Metrics | undefined;
  onChange: (query: MetricQuery) => void;
}

const INTENTS: Intent[] = ["value", "trend", "breakdown", "rank", "share", "compare", "why", "list"];

/** What else this part of the understanding could be. */
export function ChipEditor({ chip, query, metrics, onChange }: ChipEditorProps) {
  const { t } = useTranslation("metrics");
  const index = chip.index ?? 0;
  switch (chip.slot) {
    case "measure":
      return (
        <Picker
          label={t("slots.measure")}
          options={metrics ? measureOptions(metrics) : []}
          chosen={query.measures?.[index]}
          onChoose={(name) => onChange(putMeasure(query, index, name))}
        />
      );
    case "dimension":
      return (
        <Picker
          label={t("slots.dimension")}
          options={metrics ? dimensionOptions(metrics, query) : []}
          chosen={query.dimensions?.[index]}
          onChoose={(field) => onChange(putDimension(query, index, field))}
        />
      );
    case "time":
      return <TimeEditor query={query} metrics={metrics} onChange={onChange} />;
    case "comparison":
      return <ComparisonPicker query={query} onChange={onChange} />;
    case "filter": {
      const filter = query.filters?.[index];
      return filter ? (
        <FilterEditor
          filter={filter}
          metrics={metrics}
          onChange={(next) => onChange(putFilter(query, index, next))}
        />
      ) : null;
    }
    case "having": {
      const having = query.having?.[index];
      return having ? (
        <HavingEditor
          having={having}
          metrics={metrics}
          onChange={(next) => onChange(putHaving(query, index, next))}
        />
      ) : null;
    }
    case "top":
      return query.top ? (
        <TopEditor top={query.top} onChange={(top) => onChange(putTop(query, top))} />
      ) : null;
    case "limit":
      return <LimitEditor limit={query.limit ?? 10} onChange={(limit) => onChange(putLimit(query, limit))} />;
    case "order": {
      const order = query.order?.[index];
      return (
        <Picker
          label={t("slots.order")}
          options={["down", "up"].map((value) => ({
            value,
            label: t(value === "down" ? "edit.largestFirst" : "edit.smallestFirst"),
            note: order && labelOfMeasure(metrics, order.by),
          }))}
          chosen={(order?.descending ?? true) ? "down" : "up"}
          onChoose={(way) =>
            onChange((order?.descending ?? true) === (way === "down") ? query : turnOrder(query, index))
          }
        />
      );
    }
    case "intent":
      return (
        <Picker
          label={t("slots.intent")}
          options={INTENTS.map((intent) => ({ value: intent, label: t(`intents.${intent}`) }))}
          chosen={query.intent ?? "value"}
          onChoose={(intent) => onChange({ ...query, intent: intent as Intent })}
        />
      );
  }
}

export function ComparisonPicker({
  query,
  onChange,
}: {
  query: MetricQuery;
  onChange: (query: MetricQuery) => void;
}) {
  const { t } = useTranslation("metrics");
  const period = query.time?.period;
  const kinds: ComparisonKind[] = ["none"];
  if (period && before(period)) kinds.push("before");
  if (period && yearBefore(period)) kinds.push("yearBefore");
  kinds.push("target");
  return (
    <Picker
      label={t("slots.comparison")}
      options={kinds.map((kind) => ({ value: kind, label: t(`comparisons.${kind as "none"}`) }))}
      chosen={comparisonOf(query)}
      onChoose={(kind) => onChange(putComparison(query, kind as ComparisonKind))}
    />
  );
}
