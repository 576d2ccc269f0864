import { expect, test } from "vitest";
import type { ConversationDetail } from "@/api/types.gen";
import { ProblemError } from "@/lib/problem";
import type { VoiceOut } from "./messages";
import { doing, fromDetail, type LinePhase, step, type VoiceState } from "./state";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const side = {
  turns: 1,
  rep_turns: 0,
  talk_share: 0.5,
  questions: 1,
  last_turn_words: 3,
  started_at: "2026-11-21T09:59:00Z",
};
const detail = (more: object = {}) =>
  ({
    id: "c1",
    status: "open",
    turns: [{ index: 0, speaker: "customer", text: "Hello?" }],
    state: side,
    hint: null,
    outcome: null,
    ended_at: null,
    ...more,
  }) as unknown as ConversationDetail;

const SESSION = {
  type: "session",
  conversation_id: "c1",
  manner: "cascade",
  language: "en",
  resumed: false,
  recording: false,
  listens: "whisper:small",
  speaks: "espeak",
  seconds: 0,
} as const;

const line = (state: VoiceState, ...phases: LinePhase[]) =>
  phases.reduce((now, phase) => step(now, { type: "line", phase, now: NOW }), state);
const hear = (state: VoiceState, ...messages: VoiceOut[]) =>
  messages.reduce((now, message) => step(now, { type: "message", message, now: NOW }), state);
const live = () => hear(line(fromDetail(detail()), { at: "open", way: "webrtc" }), SESSION);
const lost = (retryAt = NOW + 800): LinePhase => ({ at: "lost", retryAt });
const texts = (state: VoiceState) => state.turns.map((turn) => turn.text);

test("a call is live once the session has been told, by whichever way", () => {
  const state = line(fromDetail(detail()), { at: "connecting" }, { at: "open", way: "websocket" });
  expect([state.phase, doing(state)]).toEqual(["connecting", "calling"]);
  expect(hear(state, SESSION)).toMatchObject({ phase: "live", way: "websocket" });
});

test("a lost connection waits, tries again and goes on where it was", () => {
  const said = hear(live(), { type: "rep", text: "half a", final: false, start: 1 });
  const gone = line(said, lost());
  expect(gone).toMatchObject({ phase: "lost", lostAt: NOW, retryAt: NOW + 800, hearing: null });
  expect(doing(gone)).toBe("hold");
  const again = line(gone, { at: "connecting" });
  expect(again.phase).toBe("reconnecting");
  const later = step(again, { type: "line", phase: lost(), now: NOW + 9000 });
  expect(later.lostAt).toBe(NOW);
  expect(hear(later, { ...SESSION, resumed: true })).toMatchObject({ phase: "live", lostAt: null });
});

test("before the first session a failure is still the first attempt", () => {
  expect(line(fromDetail(detail()), { at: "connecting" }, lost(), { at: "connecting" }).phase).toBe(
    "connecting",
  );
});

test("another tab took the call: said once, and the socket's own words do not cover it", () => {
  const moved = hear(live(), { type: "trouble", code: "moved", text: "Another tab has the call." });
  expect(moved.phase).toBe("moved");
  const problem = new ProblemError({ type: "about:blank", title: "Conflict", status: 409 });
  expect(line(moved, { at: "refused", problem }).phase).toBe("moved");
  expect(line(live(), { at: "refused", problem }).phase).toBe("moved");
  expect(line(moved, { at: "closed" }).phase).toBe("moved");
  expect(hear(line(moved, { at: "connecting" }), SESSION).phase).toBe("live");
});

test("a refusal keeps its reason", () => {
  const problem = new ProblemError({ type: "/problems/all-lines-are-busy", title: "Busy", status: 503 }, 20);
  expect(line(fromDetail(detail()), { at: "refused", problem })).toMatchObject({ phase: "refused", problem });
});

test("what the rep says is replaced until it is final; noise leaves nothing", () => {
  let state = hear(live(), { type: "rep", text: "good", final: false, start: 1 });
  expect(state.hearing?.text).toBe("good");
  state = hear(state, { type: "rep", text: "Good morning", final: true, start: 1, end: 2, turn: 1 });
  expect([state.hearing, texts(state), doing(state)]).toEqual([null, ["Hello?", "Good morning"], "thinking"]);
  state = hear(
    state,
    { type: "rep", text: "hm", final: false, start: 3 },
    { type: "rep", text: "", final: true, start: 3, end: 3.2 },
  );
  expect([state.hearing, state.turns.length]).toEqual([null, 2]);
});

test("words without a number wait for the turn that is stored", () => {
  let state = hear(live(), { type: "rep", text: "Hi", final: true, start: 1, turn: null });
  expect(state.turns.at(-1)).toMatchObject({ index: null, text: "Hi" });
  state = hear(state, { type: "rep", text: "Hi", final: true, start: 1, turn: 1 });
  expect(state.turns.map((turn) => turn.index)).toEqual([0, 1]);
});

test("sentences of the buyer join their turn, and what is told again is not written twice", () => {
  const sentence = (text: string): VoiceOut => ({ type: "buyer", turn: 2, text, at: 4 });
  const state = hear(
    live(),
    { type: "rep", text: "Hi", final: true, start: 1, turn: 1 },
    { type: "speaking", who: "buyer", on: true, at: 4 },
    sentence("Who is this?"),
    sentence("I have a minute."),
    sentence("Who is this?"),
    { type: "buyer", turn: 0, text: "Hello?", at: 9 },
  );
  expect(texts(state)).toEqual(["Hello?", "Hi", "Who is this? I have a minute."]);
  expect(doing(state)).toBe("speaking");
});

test("an interrupted turn keeps what was heard of it", () => {
  const state = hear(
    live(),
    { type: "buyer", turn: 2, text: "I was going to say something long.", at: 4 },
    { type: "speaking", who: "buyer", on: true, at: 4 },
    { type: "cut", turn: 2, heard: "I was going" },
  );
  expect(state.turns.at(-1)).toMatchObject({ text: "I was going", cut: true });
  expect(state.buyerSpeaks).toBe(false);
});

test("the call ends by word, by a quiet close and by hanging up, and stays ended", () => {
  const over = hear(live(), { type: "ended", outcome: "meeting" });
  expect(over).toMatchObject({ phase: "ended", outcome: "meeting", endedAt: "2026-11-21T10:00:00.000Z" });
  expect(line(over, lost(), { at: "connecting" }).phase).toBe("ended");
  expect(line(live(), { at: "closed" }).phase).toBe("ended");
  expect(step(live(), { type: "hungUp", outcome: "ended", now: NOW })).toMatchObject({ outcome: "ended" });
  expect(fromDetail(detail({ status: "ended" })).phase).toBe("ended");
});

test("an agreed meeting is not the end while the buyer still says goodbye", () => {
  const state = hear(live(), {
    type: "state",
    status: "ended",
    outcome: "meeting",
    sidebar: side,
    hint: "Say goodbye.",
  });
  expect(state).toMatchObject({ phase: "live", outcome: "meeting", hint: "Say goodbye." });
});

test("a failing provider is told and can be put aside; whispers are kept", () => {
  const state = hear(
    live(),
    { type: "trouble", code: "provider", text: "deepgram closed", falls_to: "whisper:small" },
    { type: "note", author: "Noa", text: "Ask about timing." },
  );
  expect(state).toMatchObject({ phase: "live", trouble: { falls_to: "whisper:small" } });
  expect(step(state, { type: "noted" }).trouble).toBeNull();
  expect(state.notes).toEqual([{ author: "Noa", text: "Ask about timing." }]);
});

test("what a newer server may add changes nothing", () => {
  const before = live();
  expect(hear(before, { type: "applause" } as unknown as VoiceOut)).toEqual(before);
});

test("a fresh reading brings the turns that were missed", () => {
  const state = step(hear(live(), { type: "rep", text: "Hi", final: true, start: 1 }), {
    type: "loaded",
    detail: detail({
      turns: [
        { index: 0, speaker: "customer", text: "Hello?" },
        { index: 1, speaker: "rep", text: "Hi" },
        { index: 2, speaker: "customer", text: "Go on." },
      ],
    }),
  });
  expect(texts(state)).toEqual(["Hello?", "Hi", "Go on."]);
});
