import type {
  ChatAck,
  ChatOut,
  ChatPiece,
  ChatStatus,
  ConversationDetail,
  Sidebar,
  TurnView,
} from "@/api/types.gen";
import type { ProblemError } from "@/lib/problem";
import type { Outcome } from "../labels";

/** A turn as the screen shows it; `index` is null until the server has stored it. */
export interface ShownTurn {
  index: number | null;
  speaker: TurnView["speaker"];
  text: string;
  source?: string | null;
  replayed?: boolean;
  /** Who says it, where a side has several. */
  name?: string | null;
  /** The rep spoke before the buyer had said it all. */
  cut?: boolean;
}

export interface CallState {
  /** ready: the rep's move. sending: on its way. speaking: words arrive. lost: no connection, will be sent again. */
  phase: "ready" | "sending" | "speaking" | "lost" | "ended";
  turns: ShownTurn[];
  /** The buyer's words as far as they have come, and who of several says them. */
  arriving: string;
  arrivingName?: string | null;
  /** What the server says while the words are being found: waiting in line, for example. */
  waiting: ChatStatus | null;
  /** When the turn is sent again, in ms since the epoch; null while it is being sent. */
  retryAt: number | null;
  problem: ProblemError | null;
  outcome: Outcome | null;
  hint: string | null;
  side: Sidebar;
  endedAt: string | null;
}

export type CallEvent =
  | { type: "loaded"; detail: ConversationDetail }
  | { type: "said"; text: string }
  | { type: "trying" }
  | { type: "lost"; retryAt: number }
  | { type: "refused"; problem: ProblemError }
  | { type: "hungUp"; outcome: Outcome | null; at: string }
  | { type: "hint"; hint: string }
  | { type: "ack"; data: ChatAck }
  | { type: "status"; data: ChatStatus }
  | { type: "piece"; data: ChatPiece }
  | { type: "message"; data: ChatOut };

export function fromDetail(detail: ConversationDetail): CallState {
  const ended = detail.status === "ended";
  return {
    phase: ended ? "ended" : detail.reply_pending ? "sending" : "ready",
    turns: turnsOf(detail),
    arriving: "",
    waiting: null,
    retryAt: null,
    problem: null,
    outcome: detail.outcome,
    hint: detail.hint ?? null,
    side: detail.state,
    endedAt: detail.ended_at,
  };
}

export function turnsOf({ turns }: Pick<ConversationDetail, "turns">): ShownTurn[] {
  return turns.map(({ index, speaker, text, source, replayed, name }) => ({
    index,
    speaker,
    text,
    source,
    replayed,
    name,
  }));
}

export function step(state: CallState, event: CallEvent): CallState {
  switch (event.type) {
    case "loaded":
      return fromDetail(event.detail);
    case "said": {
      const turn: ShownTurn = { index: null, speaker: "rep", text: event.text };
      // A turn sent again after a reload may be shown already: stored, but without its answer.
      const known = state.turns.at(-1)?.speaker === "rep";
      return {
        ...state,
        phase: "sending",
        problem: null,
        hint: null,
        turns: known ? state.turns : [...state.turns, turn],
      };
    }
    case "trying":
      return { ...state, phase: "sending", arriving: "", waiting: null, retryAt: null, problem: null };
    case "lost":
      return { ...state, phase: "lost", arriving: "", waiting: null, retryAt: event.retryAt };
    case "refused":
      return {
        ...state,
        phase: state.endedAt ? "ended" : "ready",
        arriving: "",
        waiting: null,
        retryAt: null,
        problem: event.problem,
        turns: state.turns.filter((turn) => turn.index !== null),
      };
    case "hungUp":
      return {
        ...state,
        phase: "ended",
        arriving: "",
        waiting: null,
        outcome: event.outcome,
        endedAt: event.at,
      };
    case "hint":
      return { ...state, hint: event.hint };
    case "ack":
      return { ...state, turns: settle(state.turns, event.data.turn) };
    case "status":
      return { ...state, waiting: event.data };
    case "piece":
      return {
        ...state,
        phase: "speaking",
        waiting: null,
        arriving: joined(state.arriving, event.data.text),
        arrivingName: event.data.speaker,
      };
    case "message":
      return answered(state, event.data);
  }
}

/** Pieces are whole sentences, which the server does not always part from each other. */
function joined(arriving: string, piece: string): string {
  return /[.!?…]$/.test(arriving) && /^[^\s.!?…]/.test(piece) ? `${arriving} ${piece}` : arriving + piece;
}

/** The rep's optimistic turn takes its place as the server stored it. */
function settle(turns: ShownTurn[], stored: TurnView | null): ShownTurn[] {
  if (!stored) return turns;
  const rest = turns.filter((turn) => turn.index !== null && turn.index < stored.index);
  return [...rest, { index: stored.index, speaker: stored.speaker, text: stored.text }];
}

function answered(state: CallState, out: ChatOut): CallState {
  const before = state.turns
    .map((turn, place) => (turn.index === null ? { ...turn, index: place } : turn))
    .filter((turn) => (turn.index ?? 0) < out.reply.turn);
  const hungUp = state.phase === "ended";
  return {
    ...state,
    phase: hungUp || out.status === "ended" ? "ended" : "ready",
    turns: [
      ...before,
      {
        index: out.reply.turn,
        speaker: "customer",
        text: out.reply.text,
        source: out.reply.source,
        name: out.reply.speaker,
      },
    ],
    arriving: "",
    waiting: null,
    retryAt: null,
    problem: null,
    outcome: out.outcome ?? state.outcome,
    hint: out.hint ?? null,
    side: out.state,
    endedAt: state.endedAt ?? (out.status === "ended" ? new Date().toISOString() : null),
  };
}
