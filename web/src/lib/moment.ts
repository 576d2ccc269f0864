import type { StartFrom } from "@/api/types.gen";

/** What to ask the practice page for, to begin at a moment of a past call. */
export function beginAt({ conversation_id, call_id, turn }: StartFrom) {
  return { from: conversation_id ?? undefined, call: call_id ?? undefined, turn };
}
