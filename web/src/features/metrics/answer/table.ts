import type { Column, Fact, Value } from "../types";

export interface Sorting {
  column: number;
  descending: boolean;
}

export const NUMERIC = new Set([
  "measure",
  "previous",
  "change",
  "change_pct",
  "share",
  "rank",
  "running_total",
  "target",
]);

export function isNumeric(column: Column): boolean {
  return NUMERIC.has(column.kind);
}

/** The rows in the wished order; what is unknown stands last either way. */
export function sorted(rows: readonly Value[][], sorting: Sorting | null, locale: string): Value[][] {
  if (!sorting) return [...rows];
  const { column, descending } = sorting;
  const words = new Intl.Collator(locale, { numeric: true });
  return [...rows].sort((one, other) => {
    const [a, b] = [one[column] ?? null, other[column] ?? null];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const order =
      typeof a === "number" && typeof b === "number" ? a - b : words.compare(String(a), String(b));
    return descending ? -order : order;
  });
}

/** The next order when a column's heading is pressed: numbers begin with the largest. */
export function pressed(sorting: Sorting | null, column: number, numeric: boolean): Sorting | null {
  if (sorting?.column !== column) return { column, descending: numeric };
  return sorting.descending === numeric ? { column, descending: !numeric } : null;
}

/** Comma separated values as RFC 4180 has them; a text that a spreadsheet would run as a formula is disarmed. */
export function csv(columns: readonly Column[], rows: readonly Value[][]): string {
  const cell = (value: Value) => {
    const text =
      value === null
        ? ""
        : typeof value === "string"
          ? value.replace(/^(?=[=+\-@\t\r])/, "'")
          : String(value);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [columns.map((column) => column.label), ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** The server's own spelling of the cells that facts speak of, by "row:column". */
export function spelled(facts: readonly Fact[]): Map<string, string> {
  return new Map(
    facts.flatMap((fact) =>
      fact.cell ? [[`${fact.cell.row}:${fact.cell.column}`, fact.text] as const] : [],
    ),
  );
}
