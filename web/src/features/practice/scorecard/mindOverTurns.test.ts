import { expect, test } from "vitest";
import type { LogView } from "@/api/types.gen";
import { mindOverTurns } from "./mindOverTurns";

const mind = (trust: number) => ({ trust, interest: 50, patience: 50 });
const entry = (turn: number, trust: number) => ({ turn, after: mind(trust) }) as LogView;

test("a turn with several causes is one point, as the buyer felt at its end", () => {
  const points = mindOverTurns(mind(40), [entry(1, 44), entry(1, 42), entry(5, 60)]);
  expect(points.map((point) => [point.turn, point.mind.trust])).toEqual([
    [null, 40],
    [1, 42],
    [5, 60],
  ]);
});

test("a call without changes is the start alone, and the given start is not changed", () => {
  const start = mind(40);
  mindOverTurns(start, [entry(1, 90)]);
  expect(mindOverTurns(start, [])).toEqual([{ turn: null, mind: mind(40) }]);
});
