import type {
  Cue as CueOut,
  CueVerdictIn,
  EarpieceOut,
  LiveEndIn,
  LiveNoteOut,
  LiveSignalsOut,
  LiveStateOut,
  LiveTurnOut,
  LiveWishIn,
} from "@/api/types.gen";

/** A message as it goes over the socket, where its kind is always said. */
type Typed<T extends { type?: string }> = Omit<T, "type"> & { type: NonNullable<T["type"]> };

export type LiveState = Typed<LiveStateOut>;
export type LiveTurn = Typed<LiveTurnOut>;
export type LiveSignals = Typed<LiveSignalsOut>;
export type Cue = Typed<CueOut>;
export type Note = Typed<LiveNoteOut>;
export type Prompt = Typed<EarpieceOut>;
export type LiveMessage = LiveState | LiveTurn | LiveSignals | Cue | Note | Prompt;

export type Verdict = Omit<CueVerdictIn, "type">;
export type Wish = Omit<LiveWishIn, "type">;
export type Said = Typed<CueVerdictIn> | Typed<LiveWishIn> | Typed<LiveEndIn>;
