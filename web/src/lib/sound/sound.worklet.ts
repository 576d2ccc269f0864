import { fromPcm16, Pieces, RATE, toPcm16, Waiting } from "./pcm";
import { Resampler } from "./resample";

declare class AudioWorkletProcessor {
  readonly port: MessagePort;
}
declare function registerProcessor(name: string, made: new () => AudioWorkletProcessor): void;
declare const sampleRate: number;

const PIECE_S = 0.02;
const LEAD_S = 0.06;
/** What is left when a speaker stops of their own accord, at most. */
const TAIL_S = 0.3;

/** What comes in, as 20-ms pieces of PCM16 at RATE, each with its channel. */
class Capture extends AudioWorkletProcessor {
  private readonly channels: { resampler: Resampler; pieces: Pieces }[] = [];

  process([input]: Float32Array[][]): boolean {
    (input ?? []).forEach((sound, channel) => {
      const { resampler, pieces } = this.of(channel);
      for (const piece of pieces.feed(resampler.feed(sound))) {
        const { buffer } = toPcm16(piece);
        this.port.postMessage({ channel, pcm: buffer }, [buffer]);
      }
    });
    return true;
  }

  private of(channel: number) {
    this.channels[channel] ??= {
      resampler: new Resampler(sampleRate, RATE),
      pieces: new Pieces(RATE * PIECE_S),
    };
    return this.channels[channel];
  }
}

type Order = { do: "play"; pcm: ArrayBuffer } | { do: "stop" };

/** Plays PCM16 at RATE as it comes. */
class Playback extends AudioWorkletProcessor {
  private readonly resampler = new Resampler(RATE, sampleRate);
  private readonly waiting = new Waiting(LEAD_S * sampleRate);

  constructor() {
    super();
    this.port.onmessage = ({ data }: MessageEvent<Order>) => {
      if (data.do === "play") return this.waiting.put(this.resampler.feed(fromPcm16(data.pcm)));
      this.waiting.drop(TAIL_S * sampleRate);
      this.waiting.flush();
    };
  }

  process(_inputs: Float32Array[][], [output]: Float32Array[][]): boolean {
    const [first, ...others] = output ?? [];
    if (!first) return true;
    this.waiting.take(first);
    for (const channel of others) channel.set(first);
    return true;
  }
}

registerProcessor("capture", Capture);
registerProcessor("playback", Playback);
