import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metricsListMetricsOptions } from "@/api/@tanstack/react-query.gen";
import type { Language } from "@/i18n";

/** What can be asked about; changes only with the data and the model. */
export function useMetrics() {
  const { i18n } = useTranslation();
  return useQuery({
    ...metricsListMetricsOptions({ query: { language: i18n.language as Language } }),
    select: (metrics) => ({ ...metrics, measures: metrics.measures.filter((measure) => !measure.hidden) }),
    staleTime: 5 * 60_000,
  });
}
