import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import { client } from "@/api/client.gen";
import type { Scalar } from "../types";

/** Values of a field that begin with or contain what was typed. */
export function valuesOptions(field: string, typed: string) {
  return queryOptions({
    queryKey: [{ _id: "metricsValues", query: { field, q: typed } }],
    queryFn: async ({ signal }) => {
      const { data } = await client.get({
        url: "/api/metrics/values",
        query: { field: field.split(":")[0], q: typed },
        signal,
        throwOnError: true,
      });
      return (data as { items: Scalar[] }).items;
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
    enabled: !field.includes(":"),
  });
}
