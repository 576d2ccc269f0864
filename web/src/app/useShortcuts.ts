import { useEffect, useRef } from "react";
import { aboutAddress, handleObjection } from "@/lib/objection";
import type { Overlay } from "./Frame";
import { ROOMS, type Room } from "./rooms";

interface Actions {
  open: (overlay: Overlay) => void;
  go: (to: Room["to"]) => void;
}

const SEQUENCE_MS = 1200;

/** Ctrl/Cmd-K anywhere; "?", "g" + letter and, on deals, "h" unless the person is typing. */
export function useShortcuts(actions: Actions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    let pressedG = 0;
    function onKey(event: KeyboardEvent) {
      if ((event.ctrlKey || event.metaKey) && event.code === "KeyK") {
        event.preventDefault();
        latest.current.open("palette");
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      if (document.querySelector("dialog[open]")) return;
      if (event.key === "?") {
        event.preventDefault();
        latest.current.open("shortcuts");
        return;
      }
      const letter = latin(event);
      if (letter === "g") {
        pressedG = event.timeStamp;
        return;
      }
      if (letter === "h" && isOfDeals(location.pathname)) {
        event.preventDefault();
        handleObjection(aboutAddress(location.pathname));
        return;
      }
      const room = event.timeStamp - pressedG < SEQUENCE_MS && ROOMS.find((one) => one.key === letter);
      pressedG = 0;
      if (room) {
        event.preventDefault();
        latest.current.go(room.to);
      }
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
}

/** Pages of the deals room, where an objection may come up at any moment. */
function isOfDeals(path: string): boolean {
  return /^\/(deals|contacts|accounts)(\/|$)/.test(path);
}

/** The letter printed in Latin on the key, so that shortcuts work with a Hebrew layout as well. */
export function latin(event: Pick<KeyboardEvent, "code" | "key">): string {
  return /^Key[A-Z]$/.test(event.code) ? event.code.slice(3).toLowerCase() : event.key.toLowerCase();
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || ["INPUT", "TEXTAREA", "SELECT"].includes(target.tagName))
  );
}
