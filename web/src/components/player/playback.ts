/** What a player shows that does not change with every moment. */
export interface PlaybackState {
  playing: boolean;
  /** Waiting for sound to arrive. */
  waiting: boolean;
  failed: boolean;
  duration: number;
  rate: number;
}

const AT_REST: PlaybackState = { playing: false, waiting: false, failed: false, duration: 0, rate: 1 };
const EVENTS = [
  "play",
  "playing",
  "pause",
  "ended",
  "waiting",
  "error",
  "durationchange",
  "ratechange",
  "seeked",
] as const;

/**
 * The sound of one call: an audio element, the state its controls show, and its time, which is told apart because
 * it changes with every frame.
 */
export class Playback {
  state: PlaybackState = AT_REST;
  private audio: HTMLAudioElement | null = null;
  private wanted: number | null = null;
  private frame = 0;
  private readonly stateListeners = new Set<() => void>();
  private readonly timeListeners = new Set<() => void>();

  /** `known` is the length the server measured; a streamed file may not say its own. */
  constructor(private readonly known: number = 0) {
    this.state = { ...AT_REST, duration: known };
  }

  readonly attach = (audio: HTMLAudioElement | null): (() => void) | undefined => {
    if (!audio) return;
    this.audio = audio;
    const note = () => this.note();
    const tick = () => this.tellTime();
    for (const name of EVENTS) audio.addEventListener(name, note);
    audio.addEventListener("timeupdate", tick);
    audio.addEventListener("loadedmetadata", this.catchUp);
    return () => {
      for (const name of EVENTS) audio.removeEventListener(name, note);
      audio.removeEventListener("timeupdate", tick);
      audio.removeEventListener("loadedmetadata", this.catchUp);
      cancelAnimationFrame(this.frame);
      audio.pause();
      this.audio = null;
    };
  };

  readonly onState = (tell: () => void): (() => void) => {
    this.stateListeners.add(tell);
    return () => this.stateListeners.delete(tell);
  };

  readonly onTime = (tell: () => void): (() => void) => {
    this.timeListeners.add(tell);
    return () => this.timeListeners.delete(tell);
  };

  /** Seconds from the start; while nothing is loaded yet the place that was asked for. */
  get time(): number {
    return this.wanted ?? this.audio?.currentTime ?? 0;
  }

  seek(seconds: number): void {
    const { duration } = this.state;
    const aim = Math.max(0, duration > 0 ? Math.min(seconds, duration) : seconds);
    if (this.audio && this.audio.readyState > 0) this.audio.currentTime = aim;
    else this.wanted = aim;
    this.tellTime();
  }

  play(from?: number): void {
    if (from !== undefined) this.seek(from);
    if (this.audio?.error) this.audio.load();
    // A browser that wants a press first refuses; the button then simply still says "play".
    void this.audio?.play().catch(() => this.note());
  }

  pause(): void {
    this.audio?.pause();
  }

  toggle(): void {
    if (this.state.playing) this.pause();
    else this.play();
  }

  setRate(rate: number): void {
    if (this.audio) this.audio.playbackRate = rate;
  }

  /** Another try at the file, from the same place. */
  retry(): void {
    if (!this.audio) return;
    this.wanted = this.time;
    this.audio.load();
  }

  private readonly catchUp = (): void => {
    if (this.wanted === null || !this.audio) return;
    this.audio.currentTime = this.wanted;
    this.wanted = null;
  };

  private note(): void {
    const { audio } = this;
    if (!audio) return;
    const playing = !audio.paused && !audio.ended;
    const measured = Number.isFinite(audio.duration) ? audio.duration : 0;
    this.state = {
      playing,
      waiting: playing && audio.readyState < 3,
      failed: audio.error !== null,
      duration: measured || this.known,
      rate: audio.playbackRate,
    };
    for (const tell of this.stateListeners) tell();
    this.tellTime();
    cancelAnimationFrame(this.frame);
    if (playing) this.frame = requestAnimationFrame(this.run);
  }

  private readonly run = (): void => {
    this.tellTime();
    this.frame = requestAnimationFrame(this.run);
  };

  private tellTime(): void {
    for (const tell of this.timeListeners) tell();
  }
}
