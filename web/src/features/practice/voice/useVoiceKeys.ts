import { useEffect, useRef } from "react";

interface Doing {
  mute: () => void;
  interrupt: () => void;
  type: () => void;
  hangUp: () => void;
}

/** Alt with M, I or T, and Escape, while a call is open. */
export function useVoiceKeys(open: boolean, actions: Doing): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    if (!open) return;
    function onKey(event: KeyboardEvent) {
      if (event.defaultPrevented || document.querySelector("dialog[open], [role=dialog]")) return;
      if (event.key === "Escape") {
        event.preventDefault(); // else the same press closes the dialog again
        latest.current.hangUp();
        return;
      }
      if (!event.altKey) return;
      const act = { KeyM: "mute", KeyI: "interrupt", KeyT: "type" }[event.code] as keyof Doing | undefined;
      if (!act) return;
      event.preventDefault();
      latest.current[act]();
    }
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, [open]);
}
