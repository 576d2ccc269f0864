import { expect, test } from "vitest";
import type { LogView } from "@/api/types.gen";
import { mindOverTurns, strongest } from "./mindOverTurns";

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

const change = (turn: number, trust: number, interest = 0, patience = 0) =>
  ({ turn, trust, interest, patience, after: mind(50) }) as LogView;

test("the strongest turns come in call order, each with the causes that were felt", () => {
  const log = [change(1, 2), change(3, -9), change(3, 0.2), change(5, 1), change(7, 3, 4), change(9, 4)];
  expect(strongest(log).map(({ turn, entries }) => [turn, entries.length])).toEqual([
    [3, 1],
    [7, 1],
    [9, 1],
  ]);
});

test("changes of one turn that undo each other moved nobody", () => {
  expect(strongest([change(1, 5), change(1, -5)])).toEqual([]);
});
