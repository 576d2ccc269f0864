import { metricsCheckModel } from "@/api/sdk.gen";

/** What is wrong with a text, asked once for each text. */
export function checkOptions(yaml: string) {
  return {
    queryKey: [{ _id: "metricsCheckModel", yaml }],
    queryFn: async ({ signal }: { signal: AbortSignal }) =>
      (await metricsCheckModel({ body: { yaml }, signal, throwOnError: true })).data,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 60_000,
  };
}
