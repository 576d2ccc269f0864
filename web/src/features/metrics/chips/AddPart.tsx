import {
  ArrowLeft,
  CalendarDays,
  Filter as FilterIcon,
  Hash,
  type LucideIcon,
  Scale,
  Split,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, MetricQuery, Metrics } from "../types";
import { ComparisonPicker } from "./ChipEditor";
import { putDimension, putFilter, putMeasure } from "./edit";
import { FilterEditor } from "./FilterEditor";
import { operatorsFor } from "./filter";
import { dimensionOf, dimensionOptions, measureOptions } from "./options";
import { Picker } from "./Picker";
import { TimeEditor } from "./TimeEditor";

type Part = "dimension" | "filter" | "time" | "comparison" | "measure";

const PARTS: [Part, LucideIcon][] = [
  ["dimension", Split],
  ["filter", FilterIcon],
  ["time", CalendarDays],
  ["comparison", Scale],
  ["measure", Hash],
];

interface AddPartProps {
  query: MetricQuery;
  metrics: Metrics;
  onChange: (query: MetricQuery) => void;
}

/** One more part of an understanding: first which kind, then which. */
export function AddPart({ query, metrics, onChange }: AddPartProps) {
  const { t } = useTranslation(["metrics", "common"]);
  const [part, setPart] = useState<Part | null>(null);
  const [field, setField] = useState<string | null>(null);
  const has = { time: Boolean(query.time?.period), comparison: Boolean(query.comparison) };
  if (!part)
    return (
      <ul className="-mx-2">
        {PARTS.filter(([name]) => !has[name as "time"]).map(([name, Icon]) => (
          <li key={name}>
            <button
              type="button"
              onClick={() => setPart(name)}
              className="flex min-h-8 w-full items-center gap-2.5 rounded-small px-2 text-start hover:bg-sunken touch:min-h-11"
            >
              <Icon aria-hidden className="size-4 text-soft" />
              {t(`adding.${name}`)}
            </button>
          </li>
        ))}
      </ul>
    );
  const filter: Filter | null = field
    ? { field, op: operatorsFor(dimensionOf(metrics, field))[0], values: [] }
    : null;
  return (
    <>
      <button
        type="button"
        onClick={() => (field ? setField(null) : setPart(null))}
        className="mb-2 flex min-h-8 items-center gap-1.5 text-soft hover:text-ink touch:min-h-11"
      >
        <ArrowLeft aria-hidden className="directional size-4" />
        {t(`adding.${part}`)}
      </button>
      {part === "dimension" && (
        <Picker
          label={t("slots.dimension")}
          options={dimensionOptions(metrics, query, query.dimensions)}
          onChoose={(path) => onChange(putDimension(query, query.dimensions?.length ?? 0, path))}
        />
      )}
      {part === "measure" && (
        <Picker
          label={t("slots.measure")}
          options={measureOptions(metrics, query.measures)}
          onChoose={(name) => onChange(putMeasure(query, query.measures?.length ?? 0, name))}
        />
      )}
      {part === "time" && <TimeEditor query={query} metrics={metrics} onChange={onChange} />}
      {part === "comparison" && <ComparisonPicker query={query} onChange={onChange} />}
      {part === "filter" &&
        (filter ? (
          <FilterEditor
            filter={filter}
            metrics={metrics}
            onChange={(next) => onChange(putFilter(query, query.filters?.length ?? 0, next))}
          />
        ) : (
          <Picker label={t("slots.filter")} options={dimensionOptions(metrics, query)} onChoose={setField} />
        ))}
    </>
  );
}
