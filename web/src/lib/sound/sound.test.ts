import { describe, expect, test } from "vitest";
import { loudness, settled } from "./level";
import { fromPcm16, Pieces, toPcm16, Waiting } from "./pcm";
import { Resampler } from "./resample";

const tone = (hertz: number, rate: number, seconds: number) =>
  Float32Array.from({ length: rate * seconds }, (_, i) => 0.5 * Math.sin((2 * Math.PI * hertz * i) / rate));

function inPieces(resampler: Resampler, sound: Float32Array, size: number): Float32Array {
  const out: number[] = [];
  for (let i = 0; i < sound.length; i += size) out.push(...resampler.feed(sound.subarray(i, i + size)));
  return Float32Array.from(out);
}

/** How much of a tone is in a sound: its amplitude by correlation. */
function amplitude(sound: Float32Array, hertz: number, rate: number): number {
  let [a, b] = [0, 0];
  sound.forEach((value, i) => {
    a += value * Math.sin((2 * Math.PI * hertz * i) / rate);
    b += value * Math.cos((2 * Math.PI * hertz * i) / rate);
  });
  return (2 * Math.hypot(a, b)) / sound.length;
}

describe("another rate", () => {
  test.each([
    [48_000, 16_000],
    [44_100, 16_000],
    [16_000, 48_000],
    [16_000, 44_100],
    [8_000, 16_000],
  ])("%i to %i keeps speech and the length", (from, to) => {
    const out = inPieces(new Resampler(from, to), tone(1000, from, 1), 128);
    expect(Math.abs(out.length - to)).toBeLessThan(to * 0.01);
    const inside = out.subarray(to / 10, (to * 9) / 10);
    expect(amplitude(inside, 1000, to)).toBeCloseTo(0.5, 2);
    expect(loudness(inside)).toBeCloseTo(loudness(tone(1000, from, 1)), 2);
  });

  test("what the lower rate cannot carry does not come back as another tone", () => {
    const out = inPieces(new Resampler(48_000, 16_000), tone(11_000, 48_000, 1), 128);
    expect(amplitude(out, 5_000, 16_000)).toBeLessThan(0.002);
  });

  test("pieces leave no seam", () => {
    const sound = tone(440, 44_100, 0.3);
    const whole = new Resampler(44_100, 16_000).feed(sound);
    const pieced = inPieces(new Resampler(44_100, 16_000), sound, 100);
    expect(pieced).toHaveLength(whole.length);
    expect(Math.max(...whole.map((value, i) => Math.abs(value - (pieced[i] ?? 0))))).toBeLessThan(1e-5);
  });
});

test("sixteen bits hold the loudest and the quietest", () => {
  const sound = Float32Array.of(0, 1, -1, 1.5, -2, 0.25);
  expect([...toPcm16(sound)]).toEqual([0, 32_767, -32_768, 32_767, -32_768, 8192]);
  expect([...fromPcm16(toPcm16(Float32Array.of(0, -1, 0.5)).buffer)]).toEqual([0, -1, 0.5]);
  expect(fromPcm16(new ArrayBuffer(3))).toHaveLength(1);
});

test("pieces are whole, whatever comes", () => {
  const pieces = new Pieces(4);
  expect(pieces.feed(Float32Array.of(1, 2, 3))).toEqual([]);
  expect(pieces.feed(Float32Array.of(4, 5, 6, 7, 8, 9))).toEqual([
    Float32Array.of(1, 2, 3, 4),
    Float32Array.of(5, 6, 7, 8),
  ]);
  expect(pieces.feed(Float32Array.of(10, 11, 12))).toEqual([Float32Array.of(9, 10, 11, 12)]);
});

describe("what waits to be played", () => {
  const taken = (waiting: Waiting, samples: number) => {
    const out = new Float32Array(samples);
    waiting.take(out);
    return [...out];
  };

  test("begins with a little in hand, goes on to the last sample, then begins anew", () => {
    const waiting = new Waiting(4);
    waiting.put(Float32Array.of(1, 2, 3));
    expect(taken(waiting, 2)).toEqual([0, 0]);
    waiting.put(Float32Array.of(4));
    expect(taken(waiting, 3)).toEqual([1, 2, 3]);
    expect(taken(waiting, 3)).toEqual([4, 0, 0]);
    waiting.put(Float32Array.of(5));
    expect(taken(waiting, 1)).toEqual([0]);
    waiting.flush();
    expect(taken(waiting, 1)).toEqual([5]);
  });

  test("an interruption drops it, a speaker's own end does not", () => {
    const waiting = new Waiting(1);
    waiting.put(new Float32Array(10).fill(1));
    waiting.drop(10);
    expect(waiting.length).toBe(10);
    waiting.drop(9);
    expect(waiting.length).toBe(0);
    expect(taken(waiting, 2)).toEqual([0, 0]);
  });
});

test("a level is loudness as one hears it, falling gently", () => {
  expect(loudness(new Float32Array(100))).toBe(0);
  expect(loudness(new Float32Array(100).fill(1))).toBe(1);
  expect(loudness(new Float32Array(100).fill(0.0316))).toBeCloseTo(0.5, 2);
  expect(settled(0.2, 0.8)).toBe(0.8);
  expect(settled(0.8, 0)).toBeCloseTo(0.6);
});
