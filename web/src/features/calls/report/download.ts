import { callsExportCall } from "@/api/sdk.gen";
import type { CallDetail } from "@/api/types.gen";
import { saveFile } from "@/lib/save-file";

export const FORMATS = ["pdf", "markdown", "csv", "json"] as const;
export type ExportFormat = (typeof FORMATS)[number];

const ENDINGS: Record<ExportFormat, string> = { pdf: "pdf", markdown: "md", csv: "csv", json: "json" };

/** Saves the report as a file named after the call. */
export async function download(call: CallDetail, format: ExportFormat): Promise<void> {
  const { data } = await callsExportCall({
    path: { call_id: call.id },
    query: { format },
    parseAs: "blob",
    throwOnError: true,
  });
  saveFile(data as unknown as Blob, fileName(call, format));
}

/** "2026-11-03 Renewal with Northwind.pdf", without what file systems refuse. */
export function fileName(call: Pick<CallDetail, "title" | "happened_at">, format: ExportFormat): string {
  const title = call.title.replace(/[^\p{L}\p{M}\p{N} .'-]/gu, "").trim();
  return `${call.happened_at.slice(0, 10)} ${title}.${ENDINGS[format]}`;
}
