import type { CallObjection, DocumentQuote, Objection } from "@/api/types.gen";

/**
 * What the documents say to a measured objection. The report quotes it by its whole clauses, cut where they are long:
 * its quote is the last of its kind that begins before it ends.
 */
export function documentsTo(
  { kind, turn, end }: Pick<Objection, "kind" | "turn" | "end">,
  reported: readonly CallObjection[],
): DocumentQuote[] {
  const same = reported.findLast(
    (one) => one.kind === kind && one.quote.turn === turn && one.quote.start < end,
  );
  return same?.documents ?? [];
}
