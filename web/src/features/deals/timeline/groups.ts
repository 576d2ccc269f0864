import { asDay } from "../days";

interface Dated {
  at: string;
  planned?: boolean;
}

export interface Group<T> {
  key: string;
  /** "2026-11"; null for what is planned. */
  month: string | null;
  items: T[];
}

/** A timeline cut into what is planned, the soonest first, and then its months as the reader's clock has them. */
export function groups<T extends Dated>(items: readonly T[]): Group<T>[] {
  const planned = items.filter((item) => item.planned).toSorted((a, b) => a.at.localeCompare(b.at));
  const found: Group<T>[] = planned.length > 0 ? [{ key: "planned", month: null, items: planned }] : [];
  for (const item of items) {
    if (item.planned) continue;
    const month = asDay(new Date(item.at)).slice(0, 7);
    const last = found.at(-1);
    if (last?.month === month) last.items.push(item);
    else found.push({ key: month, month, items: [item] });
  }
  return found;
}
