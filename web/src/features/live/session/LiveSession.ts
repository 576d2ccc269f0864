import { openSocket, type Socket, type SocketOptions, type SocketPhase } from "@/lib/socket";
import type { LiveMessage, Said, Verdict, Wish } from "./messages";
import { type Event, type LiveView, NOTHING_YET, reduce } from "./view";

export interface Snapshot {
  view: LiveView;
  phase: SocketPhase;
}

type Open = (options: SocketOptions<LiveMessage>) => Socket<Said>;

/** One call as this window follows it; shared by the page, the overlay and the bar. Connected while anybody looks. */
export class LiveSession {
  private snapshot: Snapshot = { view: NOTHING_YET, phase: { at: "connecting" } };
  private socket: Socket<Said> | null = null;
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly address: string,
    private readonly open: Open = openSocket,
    private readonly now: () => number = () => performance.now(),
    private readonly onSound?: (data: ArrayBuffer) => void,
  ) {}

  get = (): Snapshot => this.snapshot;

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    this.socket ??= this.connect();
    return () => {
      this.listeners.delete(tell);
      // Pages change in one go: whoever looks next keeps the connection.
      setTimeout(() => {
        if (this.listeners.size > 0) return;
        this.socket?.close();
        this.socket = null;
      }, 0);
    };
  };

  judge = (verdict: Verdict): void => {
    this.reduce({ kind: "verdict", verdict });
    this.socket?.send({ type: "cue", ...verdict });
  };

  wish(wish: Wish): void {
    if (this.socket?.send({ type: "wish", ...wish })) this.reduce({ kind: "wish", wish });
  }

  readNote = (id: number): void => {
    this.reduce({ kind: "noteRead", id });
  };

  retryNow(): void {
    this.socket?.retryNow();
  }

  private connect(): Socket<Said> {
    return this.open({
      address: () => this.address,
      onMessage: (message) => {
        this.reduce({ kind: "message", message, now: this.now() });
        if (message.type === "state") this.sayAgain();
      },
      onSound: this.onSound,
      onPhase: (phase) => {
        if (phase.at === "open") this.reduce({ kind: "connected" });
        this.set({ ...this.snapshot, phase });
      },
    });
  }

  /** What was said of cues while the line was down. */
  private sayAgain(): void {
    for (const verdict of Object.values(this.snapshot.view.unconfirmed))
      this.socket?.send({ type: "cue", ...verdict });
  }

  private reduce(event: Event): void {
    this.set({ ...this.snapshot, view: reduce(this.snapshot.view, event) });
  }

  private set(snapshot: Snapshot): void {
    this.snapshot = snapshot;
    for (const tell of this.listeners) tell();
  }
}
