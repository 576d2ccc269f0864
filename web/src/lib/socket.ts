import { ProblemError, toldProblem } from "./problem";
import { renewSession } from "./session";

/** Where a connection stands. `lost` tries again by itself at `retryAt`; `refused` and `closed` are final. */
export type SocketPhase =
  | { at: "connecting" }
  | { at: "open" }
  | { at: "lost"; retryAt: number }
  | { at: "refused"; problem: ProblemError }
  | { at: "closed" };

export interface SocketOptions<In> {
  /** Path and query on our own server; asked anew for each try. */
  address: () => string;
  onMessage: (message: In) => void;
  /** Binary frames. */
  onSound?: (data: ArrayBuffer) => void;
  onPhase: (phase: SocketPhase) => void;
}

export interface Socket<Out> {
  /** Whether it went out: nothing is kept for later, and sound that the network does not take in time is dropped. */
  send: (message: Out | ArrayBuffer) => boolean;
  /** Ends the wait for the next try. */
  retryNow: () => void;
  close: () => void;
}

const WAITS_MS = [300, 800, 1_500, 3_000, 6_000, 12_000];
/** Our close codes are this plus the HTTP status of the problem. */
const CODE_BASE = 4000;
const NORMAL_END = 1000;
/** Two seconds of 16-kHz sound. */
const MOST_WAITING_BYTES = 64_000;
/** A connection that takes nothing for so long is dead, whatever the browser believes. */
const STUCK_MS = 5_000;

/** A WebSocket that comes back when it is lost, and renews a session that ran out. The server words its refusals. */
export function openSocket<In extends { type: string }, Out extends { type: string }>(
  options: SocketOptions<In>,
): Socket<Out> {
  let socket: WebSocket | null = null;
  let timer: ReturnType<typeof setTimeout> | null = null;
  let tries = 0;
  let renewed = false;
  let stuckSince: number | null = null;
  let done = false;

  function connect(): void {
    stopWaiting();
    const here = new WebSocket(addressed(options.address()));
    let problem: ProblemError | null = null;
    here.binaryType = "arraybuffer";
    socket = here;
    stuckSince = null;
    options.onPhase({ at: "connecting" });
    here.onopen = () => here === socket && options.onPhase({ at: "open" });
    here.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (here !== socket) return;
      if (typeof data !== "string") return options.onSound?.(data);
      const message = read(data);
      if (!message) return;
      if (message.type === "problem") {
        problem = toldProblem(message);
        return;
      }
      tries = 0;
      renewed = false;
      options.onMessage(message as In);
    };
    here.onclose = ({ code, reason }) => here === socket && void closed(code, reason, problem);
  }

  async function closed(code: number, reason: string, told: ProblemError | null): Promise<void> {
    socket = null;
    if (done) return;
    const problem = told ?? problemOf(code, reason);
    if (code === NORMAL_END && !problem) return end({ at: "closed" });
    if (problem?.status === 401 && !renewed) {
      renewed = true;
      options.onPhase({ at: "connecting" });
      const again = await renewSession();
      if (done) return;
      return again ? connect() : end({ at: "refused", problem });
    }
    if (problem && !passes(problem)) return end({ at: "refused", problem });
    const wait = (WAITS_MS[Math.min(tries, WAITS_MS.length - 1)] ?? 0) * (0.8 + 0.4 * Math.random());
    tries += 1;
    timer = setTimeout(connect, wait);
    options.onPhase({ at: "lost", retryAt: Date.now() + wait });
  }

  function end(phase: SocketPhase): void {
    done = true;
    stopWaiting();
    window.removeEventListener("online", retryNow);
    options.onPhase(phase);
  }

  function stopWaiting(): void {
    if (timer !== null) clearTimeout(timer);
    timer = null;
  }

  function retryNow(): void {
    if (timer !== null) connect();
  }

  function send(message: Out | ArrayBuffer): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    if (!(message instanceof ArrayBuffer)) {
      socket.send(JSON.stringify(message));
      return true;
    }
    if (socket.bufferedAmount <= MOST_WAITING_BYTES) {
      stuckSince = null;
      socket.send(message);
      return true;
    }
    stuckSince ??= Date.now();
    if (Date.now() - stuckSince > STUCK_MS) {
      const dead = socket;
      socket = null;
      dead.close(); // its own close event may come minutes later
      void closed(1006, "", null);
    }
    return false;
  }

  window.addEventListener("online", retryNow);
  connect();
  return {
    send,
    retryNow,
    close: () => {
      if (done) return;
      const last = socket;
      socket = null;
      end({ at: "closed" });
      last?.close(NORMAL_END);
    },
  };
}

/** The ws: or wss: address of a path of ours. */
function addressed(path: string): string {
  const url = new URL(path, location.href);
  url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
  return url.href;
}

function read(data: string): { type: string } | null {
  try {
    const message: unknown = JSON.parse(data);
    const type = (message as { type?: unknown } | null)?.type;
    return typeof type === "string" ? (message as { type: string }) : null;
  } catch {
    return null; // not of our protocol
  }
}

function problemOf(code: number, reason: string): ProblemError | null {
  const status = code - CODE_BASE;
  if (status < 400 || status > 599) return null;
  return new ProblemError({ type: "about:blank", title: reason || `HTTP ${status}`, status });
}

/** A server that named no reason of its own (read too slowly, in trouble) may take us again. */
function passes({ status, problem }: ProblemError): boolean {
  return problem.type === "about:blank" && (status === 429 || status >= 500);
}
