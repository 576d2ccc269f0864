import { useSyncExternalStore } from "react";

/** How cues reach the ear, kept on this device. */
export interface EarpieceSettings {
  on: boolean;
  /** The output's id; "" is the system's own choice. */
  output: string;
  /** Whether a voice of the browser that is not on this computer may read. */
  agreed: boolean;
}

const KEY = "ringside.earpiece";
const NONE: EarpieceSettings = { on: false, output: "", agreed: false };

let settings = read(localStorage.getItem(KEY));
const listeners = new Set<() => void>();

export function read(text: string | null): EarpieceSettings {
  try {
    const { on, output, agreed } = JSON.parse(text ?? "{}") as Record<string, unknown>;
    return { on: on === true, output: typeof output === "string" ? output : "", agreed: agreed === true };
  } catch {
    return NONE;
  }
}

export function changeEarpiece(change: Partial<EarpieceSettings>): void {
  settings = { ...settings, ...change };
  localStorage.setItem(KEY, JSON.stringify(settings));
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useEarpiece(): EarpieceSettings {
  return useSyncExternalStore(subscribe, () => settings);
}
