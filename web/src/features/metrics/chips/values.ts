import { keepPreviousData } from "@tanstack/react-query";
import { metricsListValuesOptions } from "@/api/@tanstack/react-query.gen";

/** Values of a field that begin with or contain what was typed. */
export function valuesOptions(field: string, typed: string) {
  return {
    ...metricsListValuesOptions({ query: { field, q: typed } }),
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    enabled: !field.includes(":"), // a weekday or a month has no list of values
  };
}
