import { expect, test } from "vitest";
import { sorted, titleFrom } from "./files";

const file = (name: string, size = 10, type = "") => new File([new Uint8Array(size)], name, { type });
const names = (files: File[]) => files.map((one) => one.name);

test("recordings and a transcript are told apart by name and type", () => {
  const found = sorted(
    [file("a.wav"), file("b.WMA"), file("c.vtt"), file("strange", 10, "video/x-thing")].slice(0, 3),
    null,
  );
  expect(names(found.recordings)).toEqual(["a.wav", "b.WMA"]);
  expect(found.transcript?.name).toBe("c.vtt");
  expect(found.refused).toEqual([]);
  expect(names(sorted([file("strange", 10, "video/x-thing")], null).recordings)).toEqual(["strange"]);
});

test("what cannot be taken is named with its reason", () => {
  const found = sorted(
    [
      file("empty.mp3", 0),
      file("slides.pptx"),
      file("long.wav", 11),
      file("a.wav"),
      file("b.wav"),
      file("c.wav"),
      file("a.txt"),
      file("b.txt"),
    ],
    10,
  );
  expect(found.refused).toEqual([
    { name: "empty.mp3", why: "empty" },
    { name: "slides.pptx", why: "kind" },
    { name: "long.wav", why: "large" },
    { name: "c.wav", why: "many" },
    { name: "b.txt", why: "many" },
  ]);
});

test("a file's name gives a title", () => {
  expect(titleFrom("2026-11-03_renewal  call.mp3")).toBe("2026-11-03 renewal call");
  expect(titleFrom("שיחה עם דנה.m4a")).toBe("שיחה עם דנה");
  expect(titleFrom("noending")).toBe("noending");
});
