import { type QueryClient, queryOptions } from "@tanstack/react-query";
import { metricsListSourcesOptions } from "@/api/@tanstack/react-query.gen";
import type { MetricsGetSourceResponse, ProblemOut, SourceItem } from "@/api/types.gen";
import { sendForm } from "@/lib/session";

export type SourceDetail = MetricsGetSourceResponse;
export type Severity = ProblemOut["severity"];

export const ACCEPT = ".csv,.tsv,.txt,.xlsx,.xlsm,.parquet,.sqlite,.sqlite3,.db,.duckdb,.zip";

export function isUnderWay(source: Pick<SourceItem, "status">): boolean {
  return source.status === "queued" || source.status === "loading";
}

export function sourcesOptions() {
  return queryOptions({
    ...metricsListSourcesOptions(),
    refetchInterval: ({ state }) => (state.data?.items.some(isUnderWay) ? 2000 : false),
  });
}

/** Whatever was fetched about the numbers is stale once the data or the model changed. */
export async function refreshNumbers(queryClient: QueryClient): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => String((queryKey[0] as { _id?: string })?._id).startsWith("metrics"),
  });
}

/** Sends tables in: as a new source, or to bring one up to date. */
export async function sendTables(
  files: readonly File[],
  onProgress: (share: number) => void,
  source?: string,
): Promise<SourceDetail> {
  const form = new FormData();
  form.set("name", nameOf(files));
  for (const file of files) form.append("files", file);
  const path = source ? `/api/metrics/sources/${source}/refresh` : "/api/metrics/sources";
  return (await sendForm(path, form, { onProgress })) as SourceDetail;
}

/** What a source is called at first: its file, or its first and how many more. */
export function nameOf(files: readonly Pick<File, "name">[]): string {
  const [first] = files;
  const bare = (first?.name ?? "").replace(/\.[^.]+$/, "");
  return files.length > 1 ? `${bare} +${files.length - 1}` : bare;
}

const SEVERITIES: readonly Severity[] = ["error", "warning", "info"];

/** Problems by how much they matter, the most frequent first. */
export function bySeverity(problems: readonly ProblemOut[]): [Severity, ProblemOut[]][] {
  return SEVERITIES.map((severity): [Severity, ProblemOut[]] => [
    severity,
    problems.filter((one) => one.severity === severity).sort((one, other) => other.count - one.count),
  ]).filter(([, found]) => found.length > 0);
}
