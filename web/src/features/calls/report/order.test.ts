import { expect, test } from "vitest";
import type { CallFinding } from "@/api/types.gen";
import { inOrder } from "./order";

const finding = (turn: number, changes: Partial<CallFinding> = {}): CallFinding => ({
  id: `at-${turn}`,
  kind: "miss",
  title: "",
  why: "",
  skill: "opening",
  turn,
  quotes: [],
  ...changes,
});
const wrong: CallFinding["judgement"] = {
  verdict: "wrong",
  note: "",
  by: { user_id: "u", name: "Dana" },
  at: "2026-11-01T10:00:00Z",
};

test("what to work on comes first, then misses in call order, then what went well", () => {
  const { standing } = inOrder([
    finding(1, { kind: "strength" }),
    finding(9),
    finding(3),
    finding(20, { focus: true }),
  ]);
  expect(standing.map((one) => one.turn)).toEqual([20, 3, 9, 1]);
});

test("what a person called wrong stands apart; what they called right stays", () => {
  const { standing, wrong: rejected } = inOrder([
    finding(1, { judgement: wrong }),
    finding(2, { judgement: { ...(wrong as NonNullable<typeof wrong>), verdict: "right" } }),
  ]);
  expect(standing.map((one) => one.turn)).toEqual([2]);
  expect(rejected.map((one) => one.turn)).toEqual([1]);
});
