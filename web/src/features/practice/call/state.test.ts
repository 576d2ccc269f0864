import { describe, expect, test } from "vitest";
import type { ChatOut, ConversationDetail } from "@/api/types.gen";
import { ProblemError } from "@/lib/problem";
import { type CallEvent, type CallState, fromDetail, step } from "./state";
import { secondsToWait } from "./useWaitingWords";

const side = {
  started_at: "2026-01-01T10:00:00Z",
  turns: 1,
  rep_turns: 0,
  talk_share: null,
  questions: 0,
  last_turn_words: 0,
};

function open(changes: Partial<ConversationDetail> = {}): CallState {
  return fromDetail({
    status: "open",
    outcome: null,
    turns: [{ index: 0, speaker: "customer", text: "Hello?", at: "2026-01-01T10:00:00Z" }],
    state: side,
    ended_at: null,
    ...changes,
  } as ConversationDetail);
}

function out(changes: Partial<ChatOut> = {}): ChatOut {
  return {
    conversation_id: "c",
    reply: { turn: 2, text: "Who is this?", source: "builtin" },
    status: "open",
    outcome: null,
    state: { ...side, turns: 3, rep_turns: 1, talk_share: 0.4 },
    language: "en",
    scenario_id: "cold-call",
    level: "foundation",
    seed: 1,
    ...changes,
  };
}

const run = (state: CallState, ...events: CallEvent[]) => events.reduce(step, state);
const texts = (state: CallState) => state.turns.map((turn) => `${turn.index}:${turn.text}`);
const ack: CallEvent = {
  type: "ack",
  data: { conversation_id: "c", turn: { index: 1, speaker: "rep", text: "Hi", at: "2026-01-01T10:00:05Z" } },
};
const piece = (text: string): CallEvent => ({ type: "piece", data: { turn: 2, text } });

describe("a turn", () => {
  test("is shown at once, takes its place, and the answer grows until it is whole", () => {
    let state = run(open(), { type: "said", text: "Hi" });
    expect(texts(state)).toEqual(["0:Hello?", "null:Hi"]);
    expect(state.phase).toBe("sending");
    state = run(state, { type: "trying" }, ack, piece("Who "), piece("is this?"));
    expect(texts(state)).toEqual(["0:Hello?", "1:Hi"]);
    expect([state.phase, state.arriving]).toEqual(["speaking", "Who is this?"]);
    state = run(state, { type: "message", data: out() });
    expect(texts(state)).toEqual(["0:Hello?", "1:Hi", "2:Who is this?"]);
    expect([state.phase, state.arriving, state.side.talk_share]).toEqual(["ready", "", 0.4]);
  });

  test("says while it waits in line", () => {
    const state = run(
      open(),
      { type: "said", text: "Hi" },
      { type: "status", data: { kind: "waiting", detail: "4" } },
    );
    expect(state.waiting?.detail).toBe("4");
    expect(run(state, piece("So")).waiting).toBeNull();
  });
});

describe("a lost connection", () => {
  test("keeps the turn; sent again it is there once, and half an answer is forgotten", () => {
    const lost = run(open(), { type: "said", text: "Hi" }, ack, piece("Who "), { type: "lost", retryAt: 5 });
    expect([lost.phase, lost.arriving, lost.retryAt]).toEqual(["lost", "", 5]);
    expect(texts(lost)).toEqual(["0:Hello?", "1:Hi"]);
    const again = run(lost, { type: "trying" }, ack, piece("Who is this?"), { type: "message", data: out() });
    expect(texts(again)).toEqual(["0:Hello?", "1:Hi", "2:Who is this?"]);
  });

  test("after a reload the stored turn is not shown twice", () => {
    const reloaded = open({
      reply_pending: true,
      turns: [
        { index: 0, speaker: "customer", text: "Hello?", at: "" },
        { index: 1, speaker: "rep", text: "Hi", at: "" },
      ],
    });
    expect(reloaded.phase).toBe("sending");
    expect(texts(run(reloaded, { type: "said", text: "Hi" }))).toEqual(["0:Hello?", "1:Hi"]);
  });
});

describe("an ending", () => {
  test("an agreed meeting leaves the call open until the buyer has said goodbye", () => {
    const agreed = run(open(), { type: "said", text: "Hi" }, ack, {
      type: "message",
      data: out({ outcome: "meeting" }),
    });
    expect([agreed.phase, agreed.outcome]).toEqual(["ready", "meeting"]);
    const over = run(agreed, { type: "message", data: out({ status: "ended", outcome: "meeting" }) });
    expect(over.phase).toBe("ended");
  });

  test("an answer that comes after hanging up does not open the call again", () => {
    const state = run(
      open(),
      { type: "said", text: "Hi" },
      { type: "hungUp", outcome: "ended", at: "2026-01-01T10:01:00Z" },
      { type: "message", data: out() },
    );
    expect([state.phase, state.endedAt]).toEqual(["ended", "2026-01-01T10:01:00Z"]);
  });
});

test("what the server refuses leaves the transcript, with the reason", () => {
  const problem = new ProblemError({ type: "about:blank", title: "Too long", status: 422 });
  const state = run(open(), { type: "said", text: "Hi" }, { type: "refused", problem });
  expect(texts(state)).toEqual(["0:Hello?"]);
  expect([state.phase, state.problem]).toEqual(["ready", problem]);
});

test("sentences that arrive one by one are parted, broken words are not", () => {
  const piece = (text: string): CallEvent => ({ type: "piece", data: { turn: 2, text } });
  const heard = (...texts: string[]) =>
    texts.reduce((state, text) => step(state, piece(text)), open()).arriving;
  expect(heard("Half a minute.", "Why do you call?")).toBe("Half a minute. Why do you call?");
  expect(heard("Half a minute. ", "Why")).toBe("Half a minute. Why");
  expect(heard("Half a mi", "nute", ".", "..")).toBe("Half a minute...");
});

test("a wait is read in seconds, and a wait without a number is none", () => {
  expect(secondsToWait("4 s")).toBe(4);
  expect(secondsToWait("0 s")).toBe(1);
  expect(secondsToWait(null)).toBeNull();
});
