import { serverEvents } from "./session";

type Hear = (kind: string, data: unknown) => void;

const FIRST_WAIT_MS = 1000;
const LONGEST_WAIT_MS = 30_000;

const listeners = new Set<{ prefix: string; hear: Hear }>();
let stop: AbortController | null = null;

/** Tells of what happens in this company, while anybody listens; all share one stream. */
export function onNews(prefix: string, hear: Hear): () => void {
  const listener = { prefix, hear };
  listeners.add(listener);
  if (!stop) {
    stop = new AbortController();
    void listen(stop.signal);
  }
  return () => {
    listeners.delete(listener);
    // Pages change in one go: whoever listens next keeps the stream.
    setTimeout(() => {
      if (listeners.size > 0) return;
      stop?.abort();
      stop = null;
    }, 0);
  };
}

async function listen(signal: AbortSignal): Promise<void> {
  let wait = FIRST_WAIT_MS;
  while (!signal.aborted) {
    try {
      for await (const { event, data } of serverEvents("/api/events", signal)) {
        wait = FIRST_WAIT_MS;
        for (const { prefix, hear } of listeners) if (event.startsWith(prefix)) hear(event, data);
      }
    } catch {
      // Not reached or not allowed: asked again later; whoever needs to be sure asks the server by themselves.
    }
    await pause(wait, signal);
    wait = Math.min(LONGEST_WAIT_MS, wait * 2);
  }
}

function pause(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}
