import { expect, test } from "vitest";
import type { Cue, LiveMessage, LiveState, LiveTurn } from "./messages";
import { currentCue, type LiveView, NOTHING_YET, pastCues, reduce, secondsAt, timeLeft } from "./view";

const state: LiveState = {
  type: "state",
  call_id: "c",
  status: "live",
  source: "browser",
  language: "en",
  amount: "normal",
  consent: true,
  started_at: "2026-11-21T10:00:00Z",
  seconds: 100,
  sides: ["rep"],
  recording: false,
  listens: "x",
};
const cue = (id: string, at: number, more: Partial<Cue> = {}): Cue => ({
  type: "cue",
  id,
  lane: "trigger",
  kind: "price",
  text: "Ask what they compare it with.",
  why: "They named the price.",
  at,
  expires_at: at + 20,
  priority: 0.5,
  standing: "shown",
  useful: null,
  ...more,
});
const turn = (id: string, start: number, text: string, final = true): LiveTurn => ({
  type: "turn",
  id,
  speaker: "rep",
  text,
  start,
  end: start + 2,
  final,
});
const after = (...messages: LiveMessage[]): LiveView => heard(NOTHING_YET, ...messages);
const heard = (view: LiveView, ...messages: LiveMessage[]): LiveView =>
  messages.reduce((before, message) => reduce(before, { kind: "message", message, now: 0 }), view);
const ids = (list: readonly { id: string }[]) => list.map((one) => one.id);

test("a phrase grows until it is final, and a late partial does not undo it", () => {
  const view = after(
    turn("a", 1, "so how", false),
    turn("a", 1, "So how do you?"),
    turn("a", 1, "so how do", false),
  );
  expect(view.turns.map((one) => one.text)).toEqual(["So how do you?"]);
});

test("phrases stand in the order they were said, not the order they were understood", () => {
  expect(ids(after(turn("b", 5, "second"), turn("a", 1, "first"), turn("c", 9, "third")).turns)).toEqual([
    "a",
    "b",
    "c",
  ]);
});

test("a partial that turns out to be nothing goes away", () => {
  expect(after(turn("a", 1, "hm", false), turn("a", 1, "", false)).turns).toEqual([]);
});

test("what was being understood when the line broke is forgotten, and a replay changes nothing", () => {
  const messages = [state, turn("a", 1, "first"), cue("q", 90)];
  const before = heard(after(...messages), turn("b", 5, "half a phra", false));
  const back = heard(reduce(before, { kind: "connected" }), ...messages);
  expect(ids(back.turns)).toEqual(["a"]);
  expect(ids(back.cues)).toEqual(["q"]);
});

test("the clock runs on between messages while the call is live, and rests when it is lost", () => {
  const live = reduce(NOTHING_YET, { kind: "message", message: state, now: 1_000 });
  expect(secondsAt(live, 4_500)).toBe(103.5);
  const lost = reduce(live, { kind: "message", message: { ...state, status: "lost" }, now: 2_000 });
  expect(secondsAt(lost, 60_000)).toBe(100);
});

test("one cue at a time: the latest, until it runs out; the others are history", () => {
  const view = after(cue("old", 80, { expires_at: 130 }), cue("new", 100));
  expect(currentCue(view, 105)?.id).toBe("new");
  expect(ids(pastCues(view, 105))).toEqual(["old"]);
  expect(currentCue(view, 120)).toBeNull();
  expect(ids(pastCues(view, 120))).toEqual(["new", "old"]);
});

test("the ring runs from full to empty", () => {
  const one = cue("q", 100);
  expect([90, 100, 105, 120, 500].map((seconds) => timeLeft(one, seconds))).toEqual([1, 1, 0.75, 0, 0]);
});

test("a dismissed cue is gone at once, and a replay that does not know yet cannot bring it back", () => {
  let view = after(state, cue("q", 100));
  view = reduce(view, { kind: "verdict", verdict: { id: "q", standing: "dismissed" } });
  expect(currentCue(view, 101)).toBeNull();
  view = heard(view, cue("q", 100));
  expect(currentCue(view, 101)).toBeNull();
  expect(view.unconfirmed).toHaveProperty("q");
  view = heard(view, cue("q", 100, { standing: "dismissed" }));
  expect(view.unconfirmed).toEqual({});
});

test("two verdicts on one cue are both kept until both are confirmed", () => {
  let view = after(cue("q", 100));
  view = reduce(view, { kind: "verdict", verdict: { id: "q", useful: false } });
  view = reduce(view, { kind: "verdict", verdict: { id: "q", standing: "dismissed" } });
  expect(view.unconfirmed).toEqual({ q: { id: "q", useful: false, standing: "dismissed" } });
  view = heard(view, cue("q", 100, { useful: false }));
  expect(view.cues[0]).toMatchObject({ useful: false, standing: "dismissed" });
});

test("a whisper stays until it is read; words for the ear are told apart though they are the same", () => {
  const note = { type: "note", author: "Dana", text: "Ask about the budget." } as const;
  const prompt = { type: "earpiece", cue: "q", text: "Ask why", language: "en", wav: null } as const;
  const view = after(note, note, prompt, prompt);
  expect(view.notes.map((one) => one.id)).toEqual([1, 2]);
  expect(reduce(view, { kind: "noteRead", id: 1 }).notes.map((one) => one.id)).toEqual([2]);
  expect(view.prompt?.id).toBe(2);
});

test("a wish shows at once, and gives way to what the server says", () => {
  const wished = reduce(after(state), { kind: "wish", wish: { amount: "few", listening: true } });
  expect(wished.state).toMatchObject({ amount: "few", listening: true });
  expect(heard(wished, state).state).toEqual(state);
});

test("a kind of message that is not known yet changes nothing", () => {
  const view = after(state);
  expect(heard(view, { type: "weather" } as unknown as LiveMessage)).toBe(view);
});
