/** Samples a second of everything that goes over a wire. */
export const RATE = 16_000;

/** -1..1 as 16-bit samples, little-endian as every browser's machine is. */
export function toPcm16(sound: Float32Array): Int16Array<ArrayBuffer> {
  const pcm = new Int16Array(sound.length);
  for (let i = 0; i < sound.length; i++) {
    const value = Math.max(-1, Math.min(1, sound[i] ?? 0));
    pcm[i] = Math.round(value * (value < 0 ? 32_768 : 32_767));
  }
  return pcm;
}

export function fromPcm16(data: ArrayBuffer): Float32Array<ArrayBuffer> {
  const pcm = new Int16Array(data, 0, Math.floor(data.byteLength / 2));
  return Float32Array.from(pcm, (value) => value / 32_768);
}

/** Collects sound until there is a piece of so many samples. */
export class Pieces {
  private waiting: Float32Array;
  private filled = 0;

  constructor(private readonly samples: number) {
    this.waiting = new Float32Array(samples);
  }

  /** The pieces that are whole now. */
  feed(sound: Float32Array): Float32Array[] {
    const whole: Float32Array[] = [];
    for (let from = 0; from < sound.length; ) {
      const part = sound.subarray(from, from + this.samples - this.filled);
      this.waiting.set(part, this.filled);
      this.filled += part.length;
      from += part.length;
      if (this.filled === this.samples) {
        whole.push(this.waiting);
        this.waiting = new Float32Array(this.samples);
        this.filled = 0;
      }
    }
    return whole;
  }
}

/** Sound waiting to be played: begins once there is a little in hand, so that a late piece is not heard. */
export class Waiting {
  private readonly pieces: Float32Array[] = [];
  private playing = false;
  length = 0;

  constructor(private readonly lead: number) {}

  put(piece: Float32Array): void {
    if (piece.length === 0) return;
    this.pieces.push(piece);
    this.length += piece.length;
  }

  /** Fills what is to be played now; silence where there is nothing. */
  take(out: Float32Array): void {
    if (!this.playing && this.length < this.lead) return;
    for (let at = 0; at < out.length; ) {
      const piece = this.pieces[0];
      if (!piece) break;
      const part = piece.subarray(0, out.length - at);
      out.set(part, at);
      at += part.length;
      this.length -= part.length;
      if (part.length === piece.length) this.pieces.shift();
      else this.pieces[0] = piece.subarray(part.length);
    }
    this.playing = this.length > 0;
  }

  /** What somebody else's last words were cut off before; a short tail is let out, it was no interruption. */
  drop(tail: number): void {
    if (this.length <= tail) return;
    this.pieces.length = 0;
    this.length = 0;
  }

  /** Nothing more comes for now: what is here is played, however little. */
  flush(): void {
    this.playing = this.length > 0;
  }
}
