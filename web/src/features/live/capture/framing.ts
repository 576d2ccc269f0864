/** Samples a second that the server takes without being told. */
export const RATE = 16_000;
const FRAME_S = 0.02;

/** Cuts sound into pieces of 20 ms: one byte for the channel, then 16-bit samples, the lower byte first. */
export class Framer {
  private readonly size: number;
  private frame: DataView;
  private filled = 0;

  constructor(
    private readonly channel: number,
    rate = RATE,
  ) {
    this.size = Math.round(rate * FRAME_S);
    this.frame = this.fresh();
  }

  /** The pieces that these samples (-1..1) complete. */
  push(samples: Float32Array): ArrayBuffer[] {
    const done: ArrayBuffer[] = [];
    for (const sample of samples) {
      const whole = Math.round(Math.max(-1, Math.min(1, sample)) * 32_767);
      this.frame.setInt16(1 + 2 * this.filled, whole, true);
      this.filled += 1;
      if (this.filled < this.size) continue;
      done.push(this.frame.buffer as ArrayBuffer);
      this.frame = this.fresh();
      this.filled = 0;
    }
    return done;
  }

  private fresh(): DataView {
    const frame = new DataView(new ArrayBuffer(1 + 2 * this.size));
    frame.setUint8(0, this.channel);
    return frame;
  }
}

/** How loud a piece is, 0..1, as a meter shows it: from 60 dB below the loudest up. */
export function loudness(frame: ArrayBuffer): number {
  const view = new DataView(frame);
  const samples = (frame.byteLength - 1) / 2;
  let sum = 0;
  for (let i = 0; i < samples; i += 1) sum += (view.getInt16(1 + 2 * i, true) / 32_768) ** 2;
  const decibels = 10 * Math.log10(sum / samples + 1e-12);
  return Math.min(1, Math.max(0, 1 + decibels / 60));
}

/** The sound of a stereo source as one channel. */
export function mono(channels: readonly Float32Array[]): Float32Array {
  const [first, ...others] = channels;
  if (!first) return new Float32Array();
  if (others.length === 0) return first;
  return first.map((sample, i) => others.reduce((sum, one) => sum + (one[i] ?? 0), sample) / channels.length);
}
