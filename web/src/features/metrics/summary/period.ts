/** Periods as the server reads them, in plain words. */
export const SPANS = ["last week", "last month", "last quarter"] as const;
export type Span = (typeof SPANS)[number];

const OWN = /^(\d{4}-\d\d-\d\d) to (\d{4}-\d\d-\d\d)$/;

export interface SummarySearch {
  period?: string;
}

/** Which period the page's address asks for; none stands for the last month. */
export function readSummarySearch(search: Record<string, unknown>): SummarySearch {
  const { period } = search;
  const known = typeof period === "string" && (SPANS.some((span) => span === period) || daysOf(period));
  return known ? { period: period as string } : {};
}

/** The first and the last day of a period of one's own. */
export function daysOf(period: string): { first: string; last: string } | null {
  const found = OWN.exec(period);
  return found ? { first: found[1] ?? "", last: found[2] ?? "" } : null;
}

/** Days of one's own, both included, in the words of an address. */
export function spoken(first: string, last: string): string {
  return `${first} to ${last}`;
}

/** The same days for whoever opens it later: "last month" would be another one then. */
export function lasting(period: { start?: string | null; end?: string | null }): string | null {
  if (!period.start || !period.end) return null;
  const last = new Date(Date.parse(period.end) - 86_400_000).toISOString().slice(0, 10);
  return spoken(period.start, last);
}
