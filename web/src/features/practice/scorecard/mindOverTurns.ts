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

interface TurnChange {
  turn: number;
  entries: LogView[];
}

/** The turns that moved the buyer most, in call order, with what happened in them. */
export function strongest(log: readonly LogView[], most = 3): TurnChange[] {
  const turns = [...new Set(log.map((entry) => entry.turn))].map((turn) => {
    const entries = log.filter((entry) => entry.turn === turn);
    const moved = (feeling: keyof BuyerMind) =>
      Math.abs(entries.reduce((sum, entry) => sum + entry[feeling], 0));
    return { turn, entries, change: moved("trust") + moved("interest") + moved("patience") };
  });
  return turns
    .filter(({ change }) => Math.round(change) > 0)
    .sort((a, b) => b.change - a.change || a.turn - b.turn)
    .slice(0, most)
    .sort((a, b) => a.turn - b.turn)
    .map(({ turn, entries }) => ({ turn, entries: entries.filter(isFelt) }));
}

function isFelt({ trust, interest, patience }: LogView): boolean {
  return [trust, interest, patience].some((change) => Math.round(change) !== 0);
}
