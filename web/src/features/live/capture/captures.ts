import { useSyncExternalStore } from "react";
import { sessionOf } from "../session/useLive";
import { secondsAt } from "../session/view";
import type { Capture, CaptureState } from "./Capture";
import { listenHere, rememberedEars } from "./ears";
import type { Sound } from "./sound";

let current: Capture | null = null;
let stopEars: () => void = () => undefined;
const listeners = new Set<() => void>();

/** What this window captures; it goes on while the person looks at other pages. */
export function currentCapture(): Capture | null {
  return current;
}

/** Begins to capture; whatever was captured before ends. */
export async function startCapture(callId: string, address: string, sound: Sound): Promise<void> {
  stopCapture();
  const { Capture } = await import("./Capture"); // not part of the first page
  const capture = await Capture.start(callId, address, sound);
  window.addEventListener("beforeunload", askBeforeLeaving);
  capture.subscribe(() => {
    if (capture === current && isOver(capture.get())) drop();
  });
  set(capture);
  const ears = rememberedEars(callId);
  if (ears) stopEars = listenHere(capture, ears, () => callSeconds(callId));
}

/** The second the call is in, by the server's clock. */
function callSeconds(callId: string): number {
  return secondsAt(sessionOf(callId).get().view, performance.now());
}

export function stopCapture(): void {
  current?.stop();
  drop();
}

function drop(): void {
  stopEars();
  stopEars = () => undefined;
  window.removeEventListener("beforeunload", askBeforeLeaving);
  set(null);
}

function isOver({ phase }: CaptureState): boolean {
  return phase.at === "closed";
}

function askBeforeLeaving(event: BeforeUnloadEvent): void {
  event.preventDefault();
}

function set(capture: Capture | null): void {
  current = capture;
  for (const tell of listeners) tell();
}

function subscribe(tell: () => void): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

export function useCapture(): Capture | null {
  return useSyncExternalStore(subscribe, currentCapture);
}

const never = () => () => undefined;
const nothing = () => null;

export function useCaptureState(capture: Capture | null): CaptureState | null {
  return useSyncExternalStore<CaptureState | null>(capture?.subscribe ?? never, capture?.get ?? nothing);
}
