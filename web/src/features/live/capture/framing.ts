import { loudness as loudnessOf } from "@/lib/sound/level";
import { fromPcm16 } from "@/lib/sound/pcm";

/** Which side of the call a piece of sound is of, as the server counts. */
export const MICROPHONE = 0;
export const OTHERS = 1;
export type Channel = typeof MICROPHONE | typeof OTHERS;

/** A piece of 16-bit sound as it goes over the wire: one byte for the channel, then the samples. */
export function framed(channel: Channel, pcm: ArrayBuffer): ArrayBuffer {
  const frame = new Uint8Array(1 + pcm.byteLength);
  frame[0] = channel;
  frame.set(new Uint8Array(pcm), 1);
  return frame.buffer;
}

/** The channel and the sound of a piece that came over the wire; null for what is none. */
export function unframed(frame: ArrayBuffer): { channel: Channel; pcm: ArrayBuffer } | null {
  const [channel] = new Uint8Array(frame, 0, Math.min(1, frame.byteLength));
  if ((channel !== MICROPHONE && channel !== OTHERS) || frame.byteLength < 3) return null;
  return { channel, pcm: frame.slice(1) };
}

/** How loud a piece is, 0..1. */
export function loudness(pcm: ArrayBuffer): number {
  return loudnessOf(fromPcm16(pcm));
}

/** Seconds without sound on a side after which the person is asked whether something is wrong. */
const SILENT_S = 20;
/** Rooms hum: below this a side counts as silent. */
const FLOOR = 0.12;

/** Watches one side for a silence too long to be a pause in a talk. */
export class SilenceWatch {
  private heardAt: number | null = null;

  /** Whole seconds of silence when that is worth a word, else 0. `at` in seconds. */
  note(level: number, at: number): number {
    if (this.heardAt === null || level > FLOOR) this.heardAt = at;
    const silent = at - this.heardAt;
    return silent >= SILENT_S ? Math.floor(silent / 10) * 10 : 0;
  }
}
