import { useQuery } from "@tanstack/react-query";
import { client } from "@/api/client.gen";
import type { Metrics } from "./types";

/** What can be asked about; changes only with the data and the model. */
export function useMetrics() {
  return useQuery({
    queryKey: [{ _id: "metricsList" }],
    queryFn: async ({ signal }) =>
      (await client.get({ url: "/api/metrics", signal, throwOnError: true })).data as Metrics,
    staleTime: 5 * 60_000,
  });
}
