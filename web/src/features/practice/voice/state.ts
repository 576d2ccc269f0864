import type { ConversationDetail, Sidebar } from "@/api/types.gen";
import type { ProblemError } from "@/lib/problem";
import { type ShownTurn, turnsOf } from "../call/state";
import type { Outcome } from "../labels";
import type { Latency, Signals, Trouble, VoiceOut } from "./messages";

/** By which way sound and messages travel. */
export type Way = "webrtc" | "websocket";

/** What a connection tells of itself. `refused` and `closed` are final. */
export type LinePhase =
  | { at: "connecting" }
  | { at: "open"; way: Way }
  | { at: "lost"; retryAt: number }
  | { at: "refused"; problem: ProblemError }
  | { at: "closed" };

export type Phase = "connecting" | "live" | "lost" | "reconnecting" | "moved" | "refused" | "ended";

export interface VoiceState {
  phase: Phase;
  way: Way | null;
  /** When the connection was lost and when it is tried again, in ms since the epoch. */
  lostAt: number | null;
  retryAt: number | null;
  /** Why it cannot be had, while `refused`. */
  problem: ProblemError | null;
  session: Extract<VoiceOut, { type: "session" }> | null;
  turns: ShownTurn[];
  /** What the rep is saying, as far as it is understood. */
  hearing: { text: string; name?: string | null } | null;
  repSpeaks: boolean;
  buyerSpeaks: boolean;
  side: Sidebar;
  hint: string | null;
  outcome: Outcome | null;
  endedAt: string | null;
  signals: Signals | null;
  latency: Latency | null;
  trouble: Trouble | null;
  /** What a manager whispered, newest last. */
  notes: { author: string; text: string }[];
}

export type VoiceEvent =
  | { type: "line"; phase: LinePhase; now: number }
  | { type: "message"; message: VoiceOut; now: number }
  | { type: "loaded"; detail: ConversationDetail }
  | { type: "hint"; hint: string }
  | { type: "hungUp"; outcome: Outcome | null; now: number }
  | { type: "noted" };

export function fromDetail(detail: ConversationDetail): VoiceState {
  return {
    phase: detail.status === "ended" ? "ended" : "connecting",
    way: null,
    lostAt: null,
    retryAt: null,
    problem: null,
    session: null,
    turns: turnsOf(detail),
    hearing: null,
    repSpeaks: false,
    buyerSpeaks: false,
    side: detail.state,
    hint: detail.hint ?? null,
    outcome: detail.outcome,
    endedAt: detail.ended_at,
    signals: null,
    latency: null,
    trouble: null,
    notes: [],
  };
}

export function step(state: VoiceState, event: VoiceEvent): VoiceState {
  if (state.phase === "ended" && event.type === "line") return state;
  switch (event.type) {
    case "line":
      return connected(state, event.phase, event.now);
    case "message":
      return told(state, event.message, event.now);
    case "loaded":
      return { ...state, turns: merged(turnsOf(event.detail), state.turns), side: event.detail.state };
    case "hint":
      return { ...state, hint: event.hint };
    case "hungUp":
      return ended(state, event.outcome, event.now);
    case "noted":
      return { ...state, trouble: null };
  }
}

function connected(state: VoiceState, phase: LinePhase, now: number): VoiceState {
  const quiet = { ...state, hearing: null, repSpeaks: false, buyerSpeaks: false };
  switch (phase.at) {
    case "connecting":
      return {
        ...quiet,
        phase: state.session ? "reconnecting" : "connecting",
        problem: null,
        retryAt: null,
      };
    case "open":
      return { ...state, way: phase.way }; // live once the session has been told
    case "lost":
      return {
        ...quiet,
        phase: state.session ? "lost" : "connecting",
        lostAt: state.lostAt ?? now,
        retryAt: phase.retryAt,
      };
    case "refused":
      if (state.phase === "moved" || isMoved(phase.problem)) return { ...quiet, phase: "moved" };
      return { ...quiet, phase: "refused", problem: phase.problem };
    case "closed":
      return state.phase === "moved" || state.phase === "refused" ? quiet : ended(quiet, state.outcome, now);
  }
}

/** Closed for another tab, of which the word before it was lost. */
function isMoved({ status, problem }: ProblemError): boolean {
  return status === 409 && problem.type === "about:blank";
}

function told(state: VoiceState, message: VoiceOut, now: number): VoiceState {
  switch (message.type) {
    case "session":
      return { ...state, phase: "live", session: message, lostAt: null, retryAt: null, problem: null };
    case "rep":
      return heard(state, message);
    case "buyer":
      return { ...state, turns: withSentence(state.turns, message) };
    case "cut":
      return {
        ...state,
        buyerSpeaks: false,
        turns: state.turns.map((turn) =>
          turn.index === message.turn ? { ...turn, text: message.heard, cut: true } : turn,
        ),
      };
    case "speaking":
      return message.who === "rep"
        ? { ...state, repSpeaks: message.on }
        : { ...state, buyerSpeaks: message.on };
    case "state":
      return {
        ...state,
        side: message.sidebar,
        hint: message.hint,
        outcome: message.outcome ?? state.outcome,
      };
    case "signals":
      return { ...state, signals: message };
    case "latency":
      return { ...state, latency: message };
    case "trouble":
      return message.code === "moved" ? { ...state, phase: "moved" } : { ...state, trouble: message };
    case "note":
      return { ...state, notes: [...state.notes, { author: message.author, text: message.text }] };
    case "ended":
      return ended(state, message.outcome, now);
    default:
      return state; // what a newer server may add
  }
}

function ended(state: VoiceState, outcome: Outcome | null, now: number): VoiceState {
  return {
    ...state,
    phase: "ended",
    hearing: null,
    repSpeaks: false,
    buyerSpeaks: false,
    outcome: outcome ?? state.outcome,
    endedAt: state.endedAt ?? new Date(now).toISOString(),
  };
}

/** Words of the rep: shown while they come, a turn of their own once they are final. Noise leaves no turn. */
function heard(state: VoiceState, message: Extract<VoiceOut, { type: "rep" }>): VoiceState {
  if (!message.final) return { ...state, hearing: { text: message.text, name: message.speaker } };
  const silent = message.text === "" && message.turn == null;
  if (silent) return { ...state, hearing: null };
  const turn: ShownTurn = {
    index: message.turn ?? null,
    speaker: "rep",
    text: message.text,
    name: message.speaker,
  };
  return { ...state, hearing: null, turns: merged(state.turns, [turn]) };
}

/** A sentence joins its turn; one that is told again after a lost connection is not written twice. */
function withSentence(turns: ShownTurn[], message: Extract<VoiceOut, { type: "buyer" }>): ShownTurn[] {
  const { turn: index, text, speaker: name } = message;
  const known = turns.find((turn) => turn.index === index);
  if (!known) return merged(turns, [{ index, speaker: "customer", text, name }]);
  if (known.text.includes(text)) return turns;
  const whole = known.text ? `${known.text} ${text}` : text;
  return turns.map((turn) => (turn === known ? { ...turn, text: whole } : turn));
}

/**
 * Turns of two readings in their order. The later reading counts; words of the rep that had no number yet are
 * replaced by the stored turn that says the same, or stay last.
 */
function merged(before: readonly ShownTurn[], after: readonly ShownTurn[]): ShownTurn[] {
  const numbered = new Map<number, ShownTurn>();
  for (const turn of [...before, ...after]) {
    if (turn.index === null) continue;
    numbered.set(turn.index, { ...numbered.get(turn.index), ...turn });
  }
  const stored = [...numbered.values()].sort((a, b) => (a.index ?? 0) - (b.index ?? 0));
  const said = new Set(stored.filter((turn) => turn.speaker === "rep").map((turn) => turn.text));
  const waiting = [...before, ...after].filter((turn) => turn.index === null && !said.has(turn.text));
  return [...stored, ...waiting];
}

/** What the buyer is doing, as one would see it. */
export function doing(
  state: VoiceState,
): "calling" | "listening" | "thinking" | "speaking" | "hold" | "over" {
  if (state.phase === "ended") return "over";
  if (state.phase === "connecting") return "calling";
  if (state.phase !== "live") return "hold";
  if (state.buyerSpeaks) return "speaking";
  const answerDue = state.turns.at(-1)?.speaker === "rep" && !state.repSpeaks && state.hearing === null;
  return answerDue ? "thinking" : "listening";
}
