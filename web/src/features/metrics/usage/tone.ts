import type { ToneOut, TonePoint } from "@/api/types.gen";

/** Texts from which on a mean tone says anything. */
export const FEWEST = 3;
const NOTES_SHOWN = 2;

export interface ToneLine {
  /** None for the questions; else the column of notes. */
  label: string | null;
  values: (number | null)[];
  texts: number;
  /** There were more than could be read. */
  more: boolean;
}

/** Periods in order, and per kind of text the mean tone in each where enough was written. */
export function toneLines(tone: ToneOut): { starts: string[]; lines: ToneLine[] } {
  const notes = [...tone.notes].sort((one, other) => other.read - one.read).slice(0, NOTES_SHOWN);
  const kinds = [
    { label: null, points: tone.messages, more: false },
    ...notes.map(({ label, points, more }) => ({ label, points, more })),
  ].filter(({ points }) => points.length > 0);
  const starts = [...new Set(kinds.flatMap(({ points }) => points.map((point) => point.start)))].sort();
  return { starts, lines: kinds.map((kind) => ({ ...kind, ...read(kind.points, starts) })) };
}

function read(points: readonly TonePoint[], starts: readonly string[]) {
  const found = new Map(points.map((point) => [point.start, point]));
  return {
    values: starts.map((start) => {
      const point = found.get(start);
      return point && point.count >= FEWEST ? Math.round(point.tone * 100) / 100 : null;
    }),
    texts: points.reduce((sum, point) => sum + point.count, 0),
  };
}
