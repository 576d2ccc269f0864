import { expect, test } from "vitest";
import type { TogetherOut, TurnView } from "@/api/types.gen";
import { heard, withTurn } from "./useTogether";

const turn = (index: number, speaker: TurnView["speaker"], text = "…"): TurnView => ({
  index,
  speaker,
  text,
  at: "2026-11-01T09:00:00Z",
});

const state: TogetherOut = {
  conversation_id: "c",
  title: "Cold call",
  rep: "Sam",
  status: "open",
  outcome: null,
  language: "en",
  mine: false,
  guest_id: "g",
  guests: [],
  player: null,
  owed: false,
  notes: [],
  turns: [turn(0, "customer")],
};

test("a turn told twice is there once, in its place", () => {
  const turns = withTurn(withTurn([turn(2, "customer")], turn(1, "rep")), turn(2, "customer", "Yes?"));
  expect(turns.map((each) => [each.index, each.text])).toEqual([
    [1, "…"],
    [2, "Yes?"],
  ]);
});

test("what is owed is no more once the buyer has answered", () => {
  const begun = heard(null, { type: "together", state });
  const asked = heard(begun, { type: "owed", turn: 2, name: "Dana", suggestion: "Who is this?" });
  expect(heard(asked, { type: "turn", turn: turn(1, "rep") })?.owed?.name).toBe("Dana");
  expect(heard(asked, { type: "turn", turn: turn(2, "customer") })?.owed).toBeNull();
});

test("nothing is known before the first state, and the end stays", () => {
  expect(heard(null, { type: "turn", turn: turn(0, "rep") })).toBeNull();
  const over = heard(heard(null, { type: "together", state }), { type: "ended", outcome: "meeting" });
  expect(over?.state.status).toBe("ended");
});
