/** The days, both included, of the span that ends today. */
export function daysBefore(today: Date, days: number): { since: string; until: string } {
  const first = new Date(today);
  first.setDate(first.getDate() - days + 1);
  return { since: iso(first), until: iso(today) };
}

/** Every day from the first to the last, as ISO days. */
export function everyDay(since: string, until: string): string[] {
  const days: string[] = [];
  for (const day = new Date(`${since}T12:00:00Z`); ; day.setUTCDate(day.getUTCDate() + 1)) {
    const text = day.toISOString().slice(0, 10);
    if (text > until) return days;
    days.push(text);
  }
}

function iso(day: Date): string {
  const pad = (part: number) => String(part).padStart(2, "0");
  return `${day.getFullYear()}-${pad(day.getMonth() + 1)}-${pad(day.getDate())}`;
}
