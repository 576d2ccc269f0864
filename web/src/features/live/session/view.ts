import type {
  Cue,
  LiveMessage,
  LiveSignals,
  LiveState,
  LiveTurn,
  Note,
  Prompt,
  Verdict,
  Wish,
} from "./messages";

/** What is known of a live call in this window, put together from messages that may come twice or after a gap. */
export interface LiveView {
  state: LiveState | null;
  /** In the order they were said; one that is still being understood comes last of its speaker. */
  turns: readonly LiveTurn[];
  signals: LiveSignals | null;
  /** Newest first. */
  cues: readonly Cue[];
  /** Oldest first. */
  notes: readonly (Note & { id: number })[];
  /** The latest words for the ear, with a number that tells one from the next. */
  prompt: (Prompt & { id: number }) | null;
  /** The second of the call that the server named, and when it did, by this window's clock. */
  clock: { seconds: number; heardAt: number } | null;
  /** What the rep said of cues and the server has not yet confirmed. */
  unconfirmed: Readonly<Record<string, Verdict>>;
}

export type Event =
  | { kind: "connected" }
  | { kind: "message"; message: LiveMessage; now: number }
  | { kind: "verdict"; verdict: Verdict }
  | { kind: "wish"; wish: Wish }
  | { kind: "noteRead"; id: number };

export const NOTHING_YET: LiveView = {
  state: null,
  turns: [],
  signals: null,
  cues: [],
  notes: [],
  prompt: null,
  clock: null,
  unconfirmed: {},
};

export function reduce(view: LiveView, event: Event): LiveView {
  switch (event.kind) {
    case "connected":
      // A phrase that was cut off by the gap comes again as a whole, under a name of its own.
      return { ...view, turns: view.turns.filter((turn) => turn.final) };
    case "verdict":
      return judged(view, event.verdict);
    case "wish":
      return wished(view, event.wish);
    case "noteRead":
      return { ...view, notes: view.notes.filter((note) => note.id !== event.id) };
    case "message":
      return told(view, event.message, event.now);
  }
}

function told(view: LiveView, message: LiveMessage, now: number): LiveView {
  switch (message.type) {
    case "state":
      return { ...view, state: message, clock: { seconds: message.seconds, heardAt: now } };
    case "turn":
      return { ...view, turns: withTurn(view.turns, message) };
    case "signals":
      return { ...view, signals: message, clock: { seconds: message.at, heardAt: now } };
    case "cue":
      return withCue(view, message);
    case "note":
      return { ...view, notes: [...view.notes, { ...message, id: (view.notes.at(-1)?.id ?? 0) + 1 }] };
    case "earpiece":
      return { ...view, prompt: { ...message, id: (view.prompt?.id ?? 0) + 1 } };
    default:
      return view; // a kind that a newer server knows
  }
}

function withTurn(turns: readonly LiveTurn[], turn: LiveTurn): readonly LiveTurn[] {
  const known = turns.find((one) => one.id === turn.id);
  if (known?.final && !turn.final) return turns; // came late
  const others = known ? turns.filter((one) => one !== known) : turns;
  if (!turn.final && turn.text.trim() === "") return others;
  const after = others.findLastIndex((one) => one.start <= turn.start) + 1;
  return others.toSpliced(after, 0, turn);
}

function withCue(view: LiveView, cue: Cue): LiveView {
  const { [cue.id]: verdict, ...others } = view.unconfirmed;
  const confirmed = verdict === undefined || holds(cue, verdict);
  const shown = verdict ? withVerdict(cue, verdict) : cue;
  return {
    ...view,
    unconfirmed: confirmed ? others : view.unconfirmed,
    cues: [...view.cues.filter((one) => one.id !== cue.id), shown].sort((a, b) => b.at - a.at),
  };
}

function judged(view: LiveView, verdict: Verdict): LiveView {
  const before = view.unconfirmed[verdict.id];
  const whole = { ...before, ...given(verdict), id: verdict.id };
  return {
    ...view,
    unconfirmed: { ...view.unconfirmed, [verdict.id]: whole },
    cues: view.cues.map((cue) => (cue.id === verdict.id ? withVerdict(cue, verdict) : cue)),
  };
}

/** What was wished for shows at once; the next state of the server says whether it holds. */
function wished(view: LiveView, { amount, listening }: Wish): LiveView {
  const { state } = view;
  if (!state) return view;
  return {
    ...view,
    state: { ...state, amount: amount ?? state.amount, listening: listening ?? state.listening },
  };
}

/** Only what a verdict does say. */
function given({ standing, useful }: Verdict): Pick<Verdict, "standing" | "useful"> {
  return { ...(standing ? { standing } : {}), ...(typeof useful === "boolean" ? { useful } : {}) };
}

function withVerdict(cue: Cue, { standing, useful }: Verdict): Cue {
  return { ...cue, standing: standing ?? cue.standing, useful: useful ?? cue.useful };
}

function holds(cue: Cue, verdict: Verdict): boolean {
  const { standing, useful } = given(verdict);
  return (
    (standing === undefined || cue.standing === standing) && (useful === undefined || cue.useful === useful)
  );
}

/** The second the call is in. It stands still while nothing is captured. */
export function secondsAt({ clock, state }: LiveView, now: number): number {
  if (!clock) return 0;
  return state?.status === "live" ? clock.seconds + Math.max(0, now - clock.heardAt) / 1000 : clock.seconds;
}

/** The one cue to show: the latest, while it stands and has not run out. */
export function currentCue({ cues }: LiveView, seconds: number): Cue | null {
  const [latest] = cues;
  return latest?.standing === "shown" && seconds < latest.expires_at ? latest : null;
}

/** The cues that have had their time, newest first. */
export function pastCues(view: LiveView, seconds: number): readonly Cue[] {
  const current = currentCue(view, seconds);
  return view.cues.filter((cue) => cue !== current);
}

/** How much of a cue's time is left, 1 down to 0. */
export function timeLeft({ at, expires_at }: Cue, seconds: number): number {
  const whole = expires_at - at;
  return whole > 0 ? Math.min(1, Math.max(0, (expires_at - seconds) / whole)) : 0;
}
