import { expect, test } from "vitest";
import type { StepView } from "@/api/types.gen";
import { turnOf } from "@/components/evidence/Moments";
import { threeThings } from "./order";

const step = (turn: number, changes: Partial<StepView> = {}): StepView => ({
  what: `at ${turn}`,
  why: "",
  how: "",
  rewrite: "",
  skill: "opening",
  turn,
  quotes: [],
  ...changes,
});
const turns = (steps: StepView[]) => steps.map((one) => one.turn);

test("what to work on is among the first three, and they stay in call order", () => {
  const { first, rest } = threeThings([
    step(1, { good: true }),
    step(3),
    step(5, { good: true }),
    step(7),
    step(9, { focus: true }),
  ]);
  expect(turns(first)).toEqual([3, 7, 9]);
  expect(turns(rest)).toEqual([1, 5]);
});

test("praise fills up where there is little to change", () => {
  const { first, rest } = threeThings([
    step(1, { good: true }),
    step(2, { good: true }),
    step(4),
    step(6, { good: true }),
  ]);
  expect(turns(first)).toEqual([1, 2, 4]);
  expect(turns(rest)).toEqual([6]);
});

test("a short call may have fewer", () => {
  expect(threeThings([])).toEqual({ first: [], rest: [] });
  expect(turns(threeThings([step(1)]).first)).toEqual([1]);
});

test("an address names its moment, and nothing else is taken for one", () => {
  expect(turnOf("turn-7")).toBe(7);
  expect(turnOf("#turn-0")).toBe(0);
  for (const other of ["", "content", "turn-", "turn-x", "turn-7-8", "return-7"])
    expect(turnOf(other)).toBeNull();
});
