import type { BuyerMind, LogView } from "@/api/types.gen";

export interface MindPoint {
  /** The rep's turn after which the buyer felt so; null before the first. */
  turn: number | null;
  mind: BuyerMind;
}

/** One point a turn: how the buyer felt once everything in it had sunk in. */
export function mindOverTurns(start: BuyerMind, log: readonly LogView[]): MindPoint[] {
  const points: MindPoint[] = [{ turn: null, mind: start }];
  for (const entry of log) {
    const last = points.at(-1);
    if (last && last.turn === entry.turn) last.mind = entry.after;
    else points.push({ turn: entry.turn, mind: entry.after });
  }
  return points;
}
