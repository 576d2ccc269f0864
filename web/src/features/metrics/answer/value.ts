import type { Column, Grain, Value } from "../types";

/** A cell as the reader's language writes it. */
export function written(value: Value, column: Column, locale: string, grain?: Grain | null): string {
  if (value === null) return "–";
  if (column.kind === "period") return periodName(String(value), grain ?? "day", locale);
  if (typeof value !== "number")
    return typeof value === "string" ? dated(value, column, locale) : String(value);
  if (column.kind === "rank") return number(value, locale, { maximumFractionDigits: 0 });
  if (column.kind === "share" || column.kind === "change_pct" || column.format === "percent")
    return number(value, locale, { style: "percent", maximumFractionDigits: 1 });
  if (column.format === "money" && column.unit && /^[A-Z]{3}$/.test(column.unit))
    return number(value, locale, {
      style: "currency",
      currency: column.unit,
      ...(Math.abs(value) >= 1000 ? { maximumFractionDigits: 0 } : {}),
    });
  const text = number(value, locale, { maximumFractionDigits: column.format === "integer" ? 0 : 2 });
  return column.unit && column.format !== "money" ? `${text} ${column.unit}` : text;
}

function number(value: number, locale: string, options: Intl.NumberFormatOptions): string {
  return new Intl.NumberFormat(locale, options).format(value);
}

function dated(value: string, column: Column, locale: string): string {
  if (column.format !== "date" || !/^\d{4}-\d{2}-\d{2}/.test(value)) return value;
  return day(value, locale, { dateStyle: "medium" });
}

function day(value: string, locale: string, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(
    new Date(value.length === 10 ? value : `${value.slice(0, 10)}T00:00:00Z`),
  );
}

/** The name of the period that begins on this day. */
export function periodName(start: string, grain: Grain, locale: string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(start)) return start;
  if (grain === "year") return start.slice(0, 4);
  if (grain === "quarter") return `Q${Math.floor((Number(start.slice(5, 7)) + 2) / 3)} ${start.slice(0, 4)}`;
  if (grain === "month") return day(start, locale, { month: "short", year: "numeric" });
  return day(start, locale, { dateStyle: "medium" });
}
