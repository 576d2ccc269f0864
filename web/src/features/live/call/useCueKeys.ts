import { useEffect, useRef } from "react";
import type { LiveSession } from "../session/LiveSession";
import { currentCue, secondsAt } from "../session/view";

/** D dismisses the cue in sight; U and N rate it, or the last one when it has just gone. */
export function useCueKeys(session: LiveSession | null, target: Document = document): void {
  const latest = useRef(session);
  useEffect(() => {
    latest.current = session;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || event.repeat) return;
      if (!latest.current || isBusy(target, event.target)) return;
      if (!judge(latest.current, event.code)) return;
      event.preventDefault();
    };
    target.addEventListener("keydown", onKey);
    return () => target.removeEventListener("keydown", onKey);
  }, [target]);
}

function judge(session: LiveSession, code: string): boolean {
  const { view } = session.get();
  const current = currentCue(view, secondsAt(view, performance.now()));
  const rated = current ?? view.cues[0];
  if (code === "KeyD" && current) session.judge({ id: current.id, standing: "dismissed" });
  else if (code === "KeyU" && rated) session.judge({ id: rated.id, useful: true });
  else if (code === "KeyN" && rated) session.judge({ id: rated.id, useful: false });
  else return false;
  return true;
}

/** Whether keys belong to something else just now: a field, or a dialog. */
function isBusy(page: Document, target: EventTarget | null): boolean {
  if (page.querySelector("dialog[open], [role=menu]")) return true;
  const element = target as HTMLElement | null;
  return Boolean(element?.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(element?.tagName ?? ""));
}
