import { openSocket, type Socket, type SocketPhase } from "@/lib/socket";
import { loudness, RATE } from "./framing";
import worklet from "./framing.worklet?worker&url";
import { closeSound, type Sound } from "./sound";

export interface CaptureState {
  phase: SocketPhase;
  paused: boolean;
  /** The browser's own "stop sharing" was pressed, or the tab was closed. */
  othersEnded: boolean;
  microphoneEnded: boolean;
}

type Hello = { type: "hello"; rate: number };

/** The two sides of a call on their way to the server, until stopped. */
export class Capture {
  private state: CaptureState = {
    phase: { at: "connecting" },
    paused: false,
    othersEnded: false,
    microphoneEnded: false,
  };
  /** How loud each side is just now, 0..1; read by whoever draws a meter. */
  readonly levels: [microphone: number, others: number] = [0, 0];
  private readonly listeners = new Set<() => void>();

  private constructor(
    readonly callId: string,
    readonly sound: Sound,
    private readonly context: AudioContext,
    private readonly node: AudioWorkletNode,
    private readonly socket: Socket<Hello>,
  ) {}

  get = (): CaptureState => this.state;

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  static async start(callId: string, address: string, sound: Sound): Promise<Capture> {
    const { context, node } = await listenTo(sound).catch((error: unknown) => {
      closeSound(sound);
      throw error;
    });
    let capture: Capture | null = null;
    const socket = openSocket<{ type: string }, Hello>({
      address: () => address,
      onMessage: () => undefined,
      onPhase: (phase) => {
        if (phase.at === "open" && context.sampleRate !== RATE)
          queueMicrotask(() => socket.send({ type: "hello", rate: context.sampleRate }));
        capture?.set({ phase });
        if (phase.at === "closed" || phase.at === "refused") capture?.silence();
      },
    });
    capture = new Capture(callId, sound, context, node, socket);
    capture.watch();
    return capture;
  }

  /** While paused the server gets silence, so that the clock of the call goes on. */
  pause(paused: boolean): void {
    this.node.port.postMessage({ paused });
    this.set({ paused });
  }

  stop(): void {
    this.silence();
    this.socket.close();
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  private watch(): void {
    this.node.port.onmessage = ({ data }: MessageEvent<ArrayBuffer>) => {
      const channel = new DataView(data).getUint8(0) === 0 ? 0 : 1;
      this.levels[channel] = loudness(data);
      this.socket.send(data);
    };
    const ended = (stream: MediaStream | null, change: Partial<CaptureState>) => {
      for (const track of stream?.getAudioTracks() ?? [])
        track.addEventListener("ended", () => this.set(change));
    };
    ended(this.sound.others, { othersEnded: true });
    ended(this.sound.microphone, { microphoneEnded: true });
  }

  /** Lets go of microphone and tab. */
  private silence(): void {
    this.levels.fill(0);
    closeSound(this.sound);
    if (this.context.state !== "closed") void this.context.close();
  }

  private set(change: Partial<CaptureState>): void {
    this.state = { ...this.state, ...change };
    for (const tell of this.listeners) tell();
  }
}

async function listenTo(sound: Sound): Promise<{ context: AudioContext; node: AudioWorkletNode }> {
  const at = async (rate?: number) => {
    const context = new AudioContext(rate ? { sampleRate: rate } : undefined);
    await context.audioWorklet.addModule(worklet);
    const node = new AudioWorkletNode(context, "framing", { numberOfInputs: 2, numberOfOutputs: 0 });
    context.createMediaStreamSource(sound.microphone).connect(node, 0, 0);
    if (sound.others)
      context.createMediaStreamSource(new MediaStream(sound.others.getAudioTracks())).connect(node, 0, 1);
    await context.resume();
    return { context, node };
  };
  // Firefox takes a microphone only at its own rate; the server is told and converts.
  return await at(RATE).catch(() => at());
}
