/** The calendar day of a moment where the person is: "2026-11-03". */
export function localDay(at: string | Date): string {
  const date = new Date(at);
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${date.getFullYear()}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
}

/** The middle of a day as a moment, for a call of which only the day is known. */
export function noon(day: string): string {
  return new Date(`${day}T12:00:00`).toISOString();
}
