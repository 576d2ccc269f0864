import type { Chip, MetricQuery } from "../types";
import {
  putComparison,
  putDimension,
  putFilter,
  putHaving,
  putLimit,
  putMeasure,
  putTime,
  putTop,
} from "./edit";

/** The query without this part of it, or null where it cannot be without. */
export function without(query: MetricQuery, chip: Chip): MetricQuery | null {
  const index = chip.index ?? 0;
  switch (chip.slot) {
    case "measure":
      return (query.measures?.length ?? 0) > 1 ? putMeasure(query, index, null) : null;
    case "dimension":
      return putDimension(query, index, null);
    case "time":
      return query.time?.period || query.time?.grain ? putTime(query, { period: null, grain: null }) : null;
    case "comparison":
      return putComparison(query, "none");
    case "filter":
      return putFilter(query, index, null);
    case "having":
      return putHaving(query, index, null);
    case "top":
      return putTop(query, null);
    case "limit":
      return putLimit(query, null);
    case "order":
      return { ...query, order: query.order?.filter((_, place) => place !== index) };
    case "intent":
      return null;
  }
}
