import type { MoveOut } from "@/api/types.gen";

const DAY_MS = 86_400_000;

/** How often the expected close was moved from one day to another, and by how many days in all (later is positive). */
export function movesOf(moves: readonly MoveOut[]): { count: number; days: number } {
  const real = moves.flatMap(({ before, after }) =>
    before && after && before !== after
      ? [Math.round((Date.parse(after) - Date.parse(before)) / DAY_MS)]
      : [],
  );
  return { count: real.length, days: real.reduce((sum, days) => sum + days, 0) };
}
