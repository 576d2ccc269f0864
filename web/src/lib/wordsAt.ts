/** Words of a call and where they stand, in code points as the server counts them. */
export interface Words {
  turn: number;
  start: number;
  end: number;
  text: string;
  /** When they were said, in seconds, where the call has times. */
  at?: number | null;
}

/** What of a turn a quote needs: its place and its text. */
export interface Said {
  index: number;
  text: string;
}

/** The words at these offsets of the stored turn; null where there are none, for then there is nothing to show. */
export function wordsAt(
  turns: readonly Said[],
  turn: number | null | undefined,
  start: number | null | undefined,
  end: number | null | undefined,
): Words | null {
  if (turn == null || start == null || end == null) return null;
  const said = turns.find((one) => one.index === turn);
  const text = Array.from(said?.text ?? "")
    .slice(start, end)
    .join("");
  return text ? { turn, start, end, text } : null;
}
