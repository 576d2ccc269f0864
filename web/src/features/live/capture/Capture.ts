import { openSocket, type Socket, type SocketPhase } from "@/lib/socket";
import { capture, soundContext } from "@/lib/sound/context";
import { type Channel, framed, loudness, MICROPHONE, OTHERS, SilenceWatch } from "./framing";
import { closeSound, type Sound } from "./sound";

export interface CaptureState {
  phase: SocketPhase;
  paused: boolean;
  /** The browser's own "stop sharing" was pressed, or the tab was closed. */
  othersEnded: boolean;
  microphoneEnded: boolean;
  /** Seconds for which a side has been silent, where that is longer than people pause; else 0. */
  silent: [microphone: number, others: number];
}

/** Words that this browser understood by itself. */
export interface Heard {
  type: "heard";
  channel: Channel;
  text: string;
  final: boolean;
  start: number;
  end: number;
}

/** The two sides of a call on their way to the server, until stopped. */
export class Capture {
  private state: CaptureState = {
    phase: { at: "connecting" },
    paused: false,
    othersEnded: false,
    microphoneEnded: false,
    silent: [0, 0],
  };
  /** How loud each side is just now, 0..1; read by whoever draws a meter. */
  readonly levels: [microphone: number, others: number] = [0, 0];
  private readonly watches = [new SilenceWatch(), new SilenceWatch()] as const;
  private readonly listeners = new Set<() => void>();
  private readonly socket: Socket<Heard>;

  private constructor(
    readonly callId: string,
    readonly sound: Sound,
    private readonly context: AudioContext,
    address: string,
  ) {
    this.socket = openSocket<{ type: string }, Heard>({
      address: () => address,
      onMessage: () => undefined,
      onPhase: (phase) => {
        this.set({ phase });
        if (phase.at === "closed" || phase.at === "refused") this.letGo();
      },
    });
    this.listen(MICROPHONE, sound.microphone, () => this.set({ microphoneEnded: true }));
    if (sound.others) this.listen(OTHERS, sound.others, () => this.set({ othersEnded: true }));
  }

  static async start(callId: string, address: string, sound: Sound): Promise<Capture> {
    try {
      const context = await soundContext();
      await context.resume();
      return new Capture(callId, sound, context, address);
    } catch (error) {
      closeSound(sound);
      throw error;
    }
  }

  get = (): CaptureState => this.state;

  subscribe = (tell: () => void): (() => void) => {
    this.listeners.add(tell);
    return () => this.listeners.delete(tell);
  };

  /** While paused the server gets silence, so that the clock of the call goes on. */
  pause(paused: boolean): void {
    this.set({ paused, silent: [0, 0] });
  }

  say(heard: Heard): void {
    if (!this.state.paused) this.socket.send(heard);
  }

  stop(): void {
    this.letGo();
    this.socket.close();
  }

  retryNow(): void {
    this.socket.retryNow();
  }

  private listen(channel: Channel, stream: MediaStream, ended: () => void): void {
    const audio = new MediaStream(stream.getAudioTracks());
    capture(this.context, audio, (_, pcm) => this.hear(channel, pcm), { mono: true });
    for (const track of audio.getAudioTracks()) track.addEventListener("ended", ended);
  }

  private hear(channel: Channel, pcm: ArrayBuffer): void {
    const { paused, silent } = this.state;
    this.levels[channel] = paused ? 0 : loudness(pcm);
    this.socket.send(framed(channel, paused ? new ArrayBuffer(pcm.byteLength) : pcm));
    const seconds = paused ? 0 : this.watches[channel].note(this.levels[channel], this.context.currentTime);
    if (seconds !== silent[channel])
      this.set({ silent: channel === MICROPHONE ? [seconds, silent[1]] : [silent[0], seconds] });
  }

  /** Lets microphone and tab go. */
  private letGo(): void {
    this.levels.fill(0);
    closeSound(this.sound);
    if (this.context.state !== "closed") void this.context.close();
  }

  private set(change: Partial<CaptureState>): void {
    this.state = { ...this.state, ...change };
    for (const tell of this.listeners) tell();
  }
}
