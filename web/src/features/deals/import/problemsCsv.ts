import type { ImportProblem } from "@/api/types.gen";

/** The problems as a table for a spreadsheet, which must not take a value for a formula. */
export function problemsCsv(heads: readonly string[], problems: readonly ImportProblem[]): string {
  const rows = problems.map((one) => [String(one.row), one.column ?? "", one.value ?? "", one.problem]);
  return [heads, ...rows].map((cells) => cells.map(cell).join(",")).join("\r\n");
}

function cell(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless;
}
