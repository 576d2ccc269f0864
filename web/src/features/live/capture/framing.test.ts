import { expect, test } from "vitest";
import { toPcm16 } from "@/lib/sound/pcm";
import { framed, loudness, MICROPHONE, OTHERS, SilenceWatch, unframed } from "./framing";

test("a piece tells its side, and comes back as it went", () => {
  const pcm = toPcm16(Float32Array.of(0, 0.5, -0.5)).buffer;
  const frame = framed(OTHERS, pcm);
  expect([...new Uint8Array(frame)].slice(0, 3)).toEqual([1, 0, 0]);
  expect(unframed(frame)).toEqual({ channel: OTHERS, pcm });
});

test.each([[[]], [[0]], [[7, 1, 2]], [[1, 5]]])("what is no piece of sound is nothing: %s", (bytes) => {
  expect(unframed(Uint8Array.from(bytes).buffer)).toBeNull();
});

test("a side that stays silent is noticed, and no longer when it speaks", () => {
  const watch = new SilenceWatch();
  const hum = loudness(toPcm16(new Float32Array(320).fill(0.0005)).buffer);
  const voice = loudness(toPcm16(new Float32Array(320).fill(0.1)).buffer);
  expect([0, 10, 19.9, 20, 34].map((at) => watch.note(hum, at))).toEqual([0, 0, 0, 20, 30]);
  expect(watch.note(voice, 35)).toBe(0);
  expect(watch.note(hum, 50)).toBe(0);
  expect(framed(MICROPHONE, new ArrayBuffer(640)).byteLength).toBe(641);
});
