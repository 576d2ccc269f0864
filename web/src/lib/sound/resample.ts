/** Cycles of the filter to each side of a sample: enough that speech stays clean at either rate. */
const LOBES = 8;
/** Places between two samples at which the filter is kept ready. */
const STEPS = 64;
/** Where the filter begins to fall, as a share of the lower of the two rates' bandwidths. */
const PASS = 0.92;

/** Turns mono sound of one rate into sound of another, piece by piece, without a seam between pieces. */
export class Resampler {
  private readonly ratio: number;
  private readonly reach: number;
  private readonly kernel: Float32Array;
  private waiting: Float32Array;
  /** Where the next sample lies, in samples of `waiting`. */
  private place: number;

  constructor(from: number, to: number) {
    this.ratio = from / to;
    const cut = Math.min(1, to / from) * PASS;
    this.reach = Math.ceil(LOBES / cut);
    this.kernel = kernelOf(cut, this.reach);
    this.waiting = new Float32Array(this.reach);
    this.place = this.reach;
  }

  feed(sound: Float32Array): Float32Array {
    if (this.ratio === 1) return sound;
    const all = new Float32Array(this.waiting.length + sound.length);
    all.set(this.waiting);
    all.set(sound, this.waiting.length);
    const last = all.length - this.reach - 1;
    const out = new Float32Array(Math.max(0, Math.floor((last - this.place) / this.ratio) + 1));
    for (let i = 0; i < out.length; i++) out[i] = this.at(all, this.place + i * this.ratio);
    this.place += out.length * this.ratio;
    const done = Math.max(0, Math.floor(this.place) - this.reach);
    this.waiting = all.slice(done);
    this.place -= done;
    return out;
  }

  private at(sound: Float32Array, place: number): number {
    const middle = Math.floor(place);
    const first = Math.max(0, middle - this.reach + 1);
    const last = Math.min(sound.length - 1, middle + this.reach);
    let sum = 0;
    for (let i = first; i <= last; i++) {
      const away = Math.abs(place - i) * STEPS;
      const step = Math.floor(away);
      const near = this.kernel[step] ?? 0;
      sum += (sound[i] ?? 0) * (near + ((this.kernel[step + 1] ?? 0) - near) * (away - step));
    }
    return sum;
  }
}

/** One half of a windowed sinc, from its middle outwards. */
function kernelOf(cut: number, reach: number): Float32Array {
  return Float32Array.from({ length: reach * STEPS + 2 }, (_, i) => {
    const x = i / STEPS;
    if (x >= reach) return 0;
    const window = 0.42 + 0.5 * Math.cos((Math.PI * x) / reach) + 0.08 * Math.cos((2 * Math.PI * x) / reach);
    const turn = Math.PI * x * cut;
    return cut * (x === 0 ? 1 : Math.sin(turn) / turn) * window;
  });
}
