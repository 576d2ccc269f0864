import { type QueryClient, queryOptions } from "@tanstack/react-query";
import {
  insightsGetQueryKey,
  insightsListCommentsQueryKey,
  insightsListInsightsOptions,
} from "@/api/@tanstack/react-query.gen";
import { insightsExport } from "@/api/sdk.gen";
import type { InsightOut } from "@/api/types.gen";
import { saveFile } from "@/lib/save-file";

export const FORMATS = ["png", "svg", "csv", "markdown"] as const;
export type ExportFormat = (typeof FORMATS)[number];

const ENDINGS: Record<ExportFormat, string> = { png: "png", svg: "svg", csv: "csv", markdown: "md" };

/** The pins that stand beside the conversation. */
export function insightsOptions() {
  return queryOptions({ ...insightsListInsightsOptions({ query: { limit: 6 } }) });
}

/** Everything that shows insights asks again. */
export function insightsChanged(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({
    predicate: ({ queryKey }) => String((queryKey[0] as { _id?: string })?._id).startsWith("insights"),
  });
}

/** Shows a changed insight at once; lists follow. */
export function keepInsight(queryClient: QueryClient, insight: InsightOut): void {
  queryClient.setQueryData(insightsGetQueryKey({ path: { insight_id: insight.id } }), insight);
  insightsChanged(queryClient);
}

export function commentsKey(insightId: string) {
  return insightsListCommentsQueryKey({ path: { insight_id: insightId } });
}

/** Saves the answer as a file named after its title. */
export async function download(insight: InsightOut, format: ExportFormat): Promise<void> {
  const { data } = await insightsExport({
    path: { insight_id: insight.id },
    query: { format },
    parseAs: "blob",
    throwOnError: true,
  });
  const title = insight.title.replace(/[^\p{L}\p{M}\p{N} .'-]/gu, "").trim();
  saveFile(data as unknown as Blob, `${insight.saved.as_of} ${title}.${ENDINGS[format]}`);
}
