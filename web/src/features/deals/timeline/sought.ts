import type { Span } from "@/lib/quotes";

/** What an address asks to see on a timeline. */
export interface Sought {
  id: string;
  anchor: string;
  /** The words to mark in its text. */
  span: Span | null;
}

/** "activity-5f2:12-40" -> the activity 5f2 with its letters 12 to 40. */
export function soughtIn(hash: string): Sought | null {
  const found = /^#?((?:activity|change)-([\w-]{1,64}))(?::(\d{1,7})-(\d{1,7}))?$/.exec(hash);
  if (!found) return null;
  const [, anchor = "", id = "", start, end] = found;
  return { id, anchor, span: start ? { start: Number(start), end: Number(end) } : null };
}
