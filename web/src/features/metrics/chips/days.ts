import type { Metrics, Period } from "../types";

/** ISO days, counted without clocks or time zones. */
type Day = string;

const DAY_MS = 86_400_000;

function parts(day: Day): [number, number, number] {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return [year, month, date];
}

export function dayOf(year: number, month: number, date: number): Day {
  return new Date(Date.UTC(year, month - 1, date)).toISOString().slice(0, 10);
}

/** Today on this person's calendar. */
export function today(now: Date = new Date()): Day {
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

export function plusDays(day: Day, count: number): Day {
  return new Date(Date.parse(day) + count * DAY_MS).toISOString().slice(0, 10);
}

/** The same date some months on; the last of the month where there is no such date. */
export function plusMonths(day: Day, count: number): Day {
  const [year, month, date] = parts(day);
  const last = Number(dayOf(year, month + count + 1, 0).slice(8));
  return dayOf(year, month + count, Math.min(date, last));
}

export function daysBetween(start: Day, end: Day): number {
  return Math.round((Date.parse(end) - Date.parse(start)) / DAY_MS);
}

function wholeMonths(start: Day, end: Day): number | null {
  if (!start.endsWith("-01") || !end.endsWith("-01")) return null;
  const [from, to] = [parts(start), parts(end)];
  return 12 * (to[0] - from[0]) + to[1] - from[1];
}

/**
 * What lies just before: whole months before whole months, else as many days. What is cut off today (a year to date)
 * is held against the same stretch of the month, quarter or year before.
 */
export function before(period: Period): Period | null {
  const { start, end } = period;
  if (!start || !end) return null;
  const months = wholeMonths(start, end);
  if (months) return { start: plusMonths(start, -months), end: start };
  if (period.to_date && start.endsWith("-01")) return moved(start, end, -unitOf(start, end));
  return { start: plusDays(start, -daysBetween(start, end)), end: start };
}

/** How many months the unit has that began on `start` and is not over: a month, a quarter or a year. */
function unitOf(start: Day, end: Day): number {
  const [from, to] = [parts(start), parts(plusDays(end, -1))];
  const touched = 12 * (to[0] - from[0]) + to[1] - from[1] + 1;
  return touched === 1 ? 1 : touched <= 3 && from[1] % 3 === 1 ? 3 : 12;
}

/** The last day moves, not the day after it: what ends with February ends with February. */
function moved(start: Day, end: Day, months: number): Period {
  return { start: plusMonths(start, months), end: plusDays(plusMonths(plusDays(end, -1), months), 1) };
}

export function yearBefore(period: Period): Period | null {
  const { start, end } = period;
  if (!start || !end) return null;
  return moved(start, end, -12);
}

export function samePeriod(one: Period | null | undefined, other: Period | null | undefined): boolean {
  return (
    (one?.start ?? null) === (other?.start ?? null) &&
    (one?.end ?? null) === (other?.end ?? null) &&
    Boolean(one) === Boolean(other)
  );
}

export const PRESETS = [
  "thisWeek",
  "lastWeek",
  "thisMonth",
  "lastMonth",
  "thisQuarter",
  "lastQuarter",
  "thisYear",
  "lastYear",
  "last30",
  "last90",
  "last12Months",
] as const;
export type Preset = (typeof PRESETS)[number];

export type Calendar = Metrics["calendar"];

const WEEK_STARTS = { sunday: 0, monday: 1, saturday: 6 };

/** A common period as seen on this day. Years and quarters are the company's own. What still runs is named whole, and is to date. */
export function preset(name: Preset, now: Day, calendar: Calendar): Period {
  const [year, month] = parts(now);
  const first = dayOf(year, month, 1);
  const tomorrow = plusDays(now, 1);
  const intoYear = (month - (calendar.fiscal_year_starts ?? 1) + 12) % 12;
  const yearStart = plusMonths(first, -intoYear);
  const quarterStart = plusMonths(first, -(intoYear % 3));
  const weekday = new Date(Date.parse(now)).getUTCDay();
  const weekStart = plusDays(now, -((weekday - WEEK_STARTS[calendar.week_starts ?? "monday"] + 7) % 7));
  switch (name) {
    case "thisWeek":
      return { start: weekStart, end: plusDays(weekStart, 7), to_date: true };
    case "lastWeek":
      return { start: plusDays(weekStart, -7), end: weekStart };
    case "thisMonth":
      return { start: first, end: plusMonths(first, 1), to_date: true };
    case "lastMonth":
      return { start: plusMonths(first, -1), end: first };
    case "thisQuarter":
      return { start: quarterStart, end: plusMonths(quarterStart, 3), to_date: true };
    case "lastQuarter":
      return { start: plusMonths(quarterStart, -3), end: quarterStart };
    case "thisYear":
      return { start: yearStart, end: plusMonths(yearStart, 12), to_date: true };
    case "lastYear":
      return { start: plusMonths(yearStart, -12), end: yearStart };
    case "last30":
      return { start: plusDays(tomorrow, -30), end: tomorrow };
    case "last90":
      return { start: plusDays(tomorrow, -90), end: tomorrow };
    case "last12Months":
      return { start: plusMonths(first, -12), end: first };
  }
}
