import type { ProblemError } from "@/lib/problem";
import type { Line, LineOptions } from "./line";
import type { VoiceOut } from "./messages";
import type { LinePhase } from "./state";

export type OpenLine = (options: LineOptions) => Line;

/** A path that is not found by then is not found at all. */
const PATH_MS = 5_000;

/**
 * The call by WebRTC where it finds a path, else by WebSocket, which comes back by itself for as long as it takes.
 * A WebRTC connection that breaks is tried once more before the socket takes over.
 */
export function openLine(byRtc: OpenLine | null, bySocket: OpenLine, options: LineOptions): Line {
  let current: Line;
  let way: "webrtc" | "websocket" = byRtc ? "webrtc" : "websocket";
  let stream = options.stream;
  let sink: string | null = null;
  let over = false;
  let timer: ReturnType<typeof setTimeout> | undefined;

  /** What a connection says counts only while it is the one in use. */
  function begin(): void {
    const here = way;
    let wasOpen = false;
    let mine: Line | null = null;
    const gone = () => over || here !== way || (mine !== null && mine !== current);
    const made = here === "webrtc" && byRtc ? byRtc : bySocket;
    mine = made({
      ...options,
      stream,
      onMessage: (message) => {
        if (gone()) return;
        if (isLast(message)) over = true;
        options.onMessage(message);
      },
      onPhase: (phase) => {
        if (gone()) return;
        if (phase.at === "open") wasOpen = true;
        if (here === "webrtc") rtcTells(phase, wasOpen);
        else options.onPhase(phase);
      },
    });
    current = mine;
    if (sink !== null) current.sink(sink);
    clearTimeout(timer);
    if (here === "webrtc") timer = setTimeout(() => !wasOpen && !gone() && fallBack(), PATH_MS);
  }

  function rtcTells(phase: LinePhase, wasOpen: boolean): void {
    if (phase.at === "lost" && wasOpen) {
      options.onPhase(phase);
      begin();
    } else if (phase.at === "lost") fallBack();
    else if (phase.at === "refused" && !isFinal(phase.problem)) fallBack();
    else {
      over = phase.at === "refused" || phase.at === "closed";
      options.onPhase(phase);
    }
  }

  function fallBack(): void {
    const last = current;
    way = "websocket";
    last?.close();
    begin();
  }

  begin();
  return {
    send: (message) => current.send(message),
    use: (next) => {
      stream = next;
      current.use(next);
    },
    quiet: () => current.quiet(),
    sink: (device) => {
      sink = device;
      current.sink(device);
    },
    retryNow: () => current.retryNow(),
    close: () => {
      over = true;
      clearTimeout(timer);
      current.close();
    },
  };
}

/** After these the server closes, and nobody comes back by themselves. */
function isLast(message: VoiceOut): boolean {
  return message.type === "ended" || (message.type === "trouble" && message.code === "moved");
}

/** What another way of connecting would be told as well. */
function isFinal({ isOurs, problem }: ProblemError): boolean {
  return isOurs ? problem.status !== 422 : problem.status === 503 && problem.type !== "about:blank";
}
