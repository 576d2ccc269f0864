/** Hours a picture of the day shows: the working day, wider where something happened outside it. */
export function span(cells: readonly (readonly number[])[]): { from: number; to: number } {
  const busy = cells.flatMap((day) => day.flatMap((count, hour) => (count > 0 ? [hour] : [])));
  return { from: Math.min(7, ...busy), to: Math.max(19, ...busy) };
}

/** Places of the weekdays from the first one of the week; Monday is 0. */
export function week(language: string): number[] {
  return language === "he" ? [6, 0, 1, 2, 3, 4, 5] : [0, 1, 2, 3, 4, 5, 6];
}

/** The name of a weekday, Monday being 0. */
export function dayName(locale: string, day: number, weekday: "short" | "long"): string {
  // The first of January 2024 was a Monday.
  return new Intl.DateTimeFormat(locale, { weekday, timeZone: "UTC" }).format(Date.UTC(2024, 0, 1 + day));
}

export interface Busy {
  day: number;
  hour: number;
  count: number;
}

/** The busiest hours, the busiest first. */
export function busiest(cells: readonly (readonly number[])[], most = 3): Busy[] {
  return cells
    .flatMap((hours, day) => hours.map((count, hour) => ({ day, hour, count })))
    .filter(({ count }) => count > 0)
    .sort((a, b) => b.count - a.count || a.day - b.day || a.hour - b.hour)
    .slice(0, most);
}
