import { useEffect, useRef } from "react";
import type { Playback } from "./playback";

interface Moves {
  step: (steps: number) => void;
  jump: (direction: "next" | "previous") => void;
}

/** K plays and rests, J and L go back and on, N and Shift-N to the next and the previous moment; not while one types. */
export function usePlayerKeys(playback: Playback | null, moves: Moves): void {
  const latest = useRef(moves);
  useEffect(() => {
    latest.current = moves;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
      if (isBusy(event.target)) return;
      const deed = deedOf(event, playback, latest.current);
      if (!deed) return;
      event.preventDefault();
      deed();
    };
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [playback]);
}

function deedOf(event: KeyboardEvent, playback: Playback | null, { step, jump }: Moves): (() => void) | null {
  switch (event.code) {
    case "KeyK":
      return () => playback?.toggle();
    case "KeyJ":
      return () => step(-2);
    case "KeyL":
      return () => step(2);
    case "KeyN":
      return () => jump(event.shiftKey ? "previous" : "next");
    default:
      return null;
  }
}

/** Whether keys belong to something else just now: a field, or a dialog. */
function isBusy(target: EventTarget | null): boolean {
  if (document.querySelector("dialog[open], [role=menu]")) return true;
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}
