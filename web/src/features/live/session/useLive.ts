import { useEffect, useState, useSyncExternalStore } from "react";
import { LiveSession, type Snapshot } from "./LiveSession";
import { secondsAt } from "./view";

const sessions = new Map<string, LiveSession>();

/** The one session of a call in this window. */
export function sessionOf(callId: string): LiveSession {
  const known = sessions.get(callId);
  if (known) return known;
  const made = new LiveSession(`/api/live/${encodeURIComponent(callId)}/cues`);
  sessions.clear(); // nobody follows two calls: the one before closes when its last page is left
  sessions.set(callId, made);
  return made;
}

export function useSnapshot(session: LiveSession): Snapshot {
  return useSyncExternalStore(session.subscribe, session.get);
}

const TICK_MS = 500;

/** The second the call is in, told twice a second. */
export function useSeconds({ view }: Snapshot): number {
  const [now, setNow] = useState(() => performance.now());
  const running = view.state?.status === "live";
  useEffect(() => {
    if (!running) return;
    const timer = setInterval(() => setNow(performance.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [running]);
  return secondsAt(view, Math.max(now, view.clock?.heardAt ?? 0));
}
