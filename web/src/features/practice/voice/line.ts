import type { VoiceIn, VoiceOut } from "./messages";
import type { LinePhase } from "./state";

/** What a connection needs to know of a call, and whom it tells. */
export interface LineOptions {
  /** Path and query of the WebSocket; the offer says the same in its body. */
  address: string;
  /** The microphone; null when words come by other ways (typing, the browser's own recognition). */
  stream: MediaStream | null;
  context: AudioContext | null;
  onMessage: (message: VoiceOut) => void;
  onPhase: (phase: LinePhase) => void;
}

/** A connection to the buyer: messages both ways, and the sound of both. */
export interface Line {
  /** Whether it went out; nothing is kept for later. */
  send: (message: VoiceIn) => boolean;
  /** Another microphone, from now on. */
  use: (stream: MediaStream) => void;
  /** The device the buyer is heard from; the empty id is the system's own. */
  sink: (device: string) => void;
  /** The buyer has stopped or was stopped: nothing that waits is played any more. */
  quiet: () => void;
  retryNow: () => void;
  close: () => void;
}
