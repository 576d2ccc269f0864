/** Whether a calendar day lies before today, by the reader's own calendar. */
export function isOver(day: string, now: Date = new Date()): boolean {
  return day < asDay(now);
}

/** The calendar day of a moment, "2026-11-21", as the reader's clock has it. */
export function asDay(at: Date): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
}

/** A calendar day as a moment in the reader's own zone, so that it is written as the same day everywhere. */
export function dayAt(day: string): Date {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date);
}
