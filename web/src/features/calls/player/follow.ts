/** Whether the transcript goes along with the sound, and why it stopped. */
export interface Following {
  on: boolean;
  /** The turn that was heard last. */
  turn: number | null;
}

export type FollowEvent =
  | { kind: "heard"; turn: number | null }
  | { kind: "scrolled" }
  | { kind: "resumed" }
  | { kind: "went" };

export const FOLLOWING: Following = { on: true, turn: null };

/**
 * The transcript follows until the reader scrolls it by hand; it follows again when asked to, or when the reader goes
 * to a moment, which moves sound and page together.
 */
export function follow(now: Following, event: FollowEvent): Following {
  switch (event.kind) {
    case "heard":
      return event.turn === now.turn ? now : { ...now, turn: event.turn };
    case "scrolled":
      return now.on ? { ...now, on: false } : now;
    case "resumed":
    case "went":
      return now.on ? now : { ...now, on: true };
  }
}

/** How far a pane must scroll so that a row stands in its upper third; 0 where it is in comfortable sight already. */
export function scrollFor(
  pane: { top: number; height: number },
  row: { top: number; height: number },
  always = false,
): number {
  const [from, to] = [row.top - pane.top, row.top - pane.top + row.height];
  const comfortable = from >= pane.height * 0.1 && to <= pane.height * 0.75;
  return comfortable && !always ? 0 : from - pane.height * 0.3;
}
