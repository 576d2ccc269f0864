import { createContext, type ReactNode, use, useSyncExternalStore } from "react";
import type { Playback, PlaybackState } from "./playback";

const PlaybackContext = createContext<Playback | null>(null);

/** Gives the parts of a report the sound they share; null where the call has none. */
export function PlaybackRoom({ playback, children }: { playback: Playback | null; children: ReactNode }) {
  return <PlaybackContext value={playback}>{children}</PlaybackContext>;
}

export function usePlayback(): Playback | null {
  return use(PlaybackContext);
}

export function usePlaybackState(playback: Playback): PlaybackState {
  return useSyncExternalStore(playback.onState, () => playback.state);
}

const never = () => () => undefined;

/** What `read` makes of the time; the reader is shown anew only when that changes. */
export function useTime<T extends string | number | boolean | null>(
  playback: Playback | null,
  read: (seconds: number) => T,
): T {
  return useSyncExternalStore(playback?.onTime ?? never, () => read(playback?.time ?? 0));
}
