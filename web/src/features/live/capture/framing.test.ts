import { expect, test } from "vitest";
import { Framer, loudness, mono } from "./framing";

const tone = (length: number, level: number) =>
  Float32Array.from({ length }, (_, i) => level * Math.sin((2 * Math.PI * 440 * i) / 16_000));

test("pieces hold the channel and exactly 20 ms, however the sound arrives", () => {
  const framer = new Framer(1);
  const pieces = [];
  for (let block = 0; block < 25; block += 1) pieces.push(...framer.push(tone(128, 0.5)));
  expect(pieces).toHaveLength(10); // 3200 samples
  expect(pieces.every((piece) => piece.byteLength === 641)).toBe(true);
  expect(new Uint8Array(pieces[0] as ArrayBuffer)[0]).toBe(1);
});

test("nothing is lost between pieces and loud sound is not folded over", () => {
  const framer = new Framer(0);
  const [piece] = framer.push(
    Float32Array.from({ length: 320 }, (_, i) => (i === 0 ? 2 : i === 1 ? -2 : i / 320)),
  );
  const view = new DataView(piece as ArrayBuffer);
  expect([view.getInt16(1, true), view.getInt16(3, true)]).toEqual([32_767, -32_767]);
  expect(view.getInt16(1 + 2 * 160, true)).toBe(Math.round(0.5 * 32_767));
});

test("another rate has pieces of the same length in time", () => {
  expect(new Framer(0, 48_000).push(new Float32Array(960))[0]?.byteLength).toBe(1 + 2 * 960);
});

test("a meter shows silence as nothing and a full voice near the top", () => {
  const level = (by: number) => loudness(new Framer(0).push(tone(320, by))[0] as ArrayBuffer);
  expect(level(0)).toBe(0);
  expect(level(0.01)).toBeGreaterThan(0.2);
  expect(level(1)).toBeGreaterThan(0.9);
});

test("two sides of one source are heard together", () => {
  expect(mono([Float32Array.of(1, 0), Float32Array.of(0, 0.5)])).toEqual(Float32Array.of(0.5, 0.25));
  expect(mono([])).toHaveLength(0);
});
