import type { ConversationDetail } from "@/api/types.gen";
import type { Words } from "./Evidence";

/** The words at these offsets of the stored turn; null where there are none, for then there is nothing to show. */
export function wordsAt(
  call: Pick<ConversationDetail, "turns">,
  turn: number | null | undefined,
  start: number | null | undefined,
  end: number | null | undefined,
): Words | null {
  if (turn == null || start == null || end == null) return null;
  const said = call.turns.find((one) => one.index === turn);
  const text = Array.from(said?.text ?? "")
    .slice(start, end)
    .join("");
  return text ? { turn, start, end, text } : null;
}
