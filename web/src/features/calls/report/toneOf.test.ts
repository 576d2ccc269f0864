import { expect, test } from "vitest";
import type { CallTone } from "@/api/types.gen";
import { clearest, toneOverTime } from "./toneOf";

const tone = (
  turn: number,
  value: number,
  confidence = 1,
  speaker: "rep" | "customer" = "customer",
): CallTone => ({
  turn,
  speaker,
  value,
  confidence,
});

test("a stretch is the mean of its sure readings, weighted by how sure they are", () => {
  const read = [tone(0, 1, 0.75), tone(1, -1, 0.25), tone(1, 0, 0.75), tone(3, -0.5)];
  expect(toneOverTime(read, "customer", 3, 2)).toEqual([0.5, -0.5]);
});

test("where a side said nothing that could be read there is a gap, not a zero", () => {
  expect(toneOverTime([tone(0, 1), tone(3, 1, 1, "rep")], "customer", 3, 2)).toEqual([1, null]);
  expect(toneOverTime([tone(0, 1, 0.3)], "customer", 0, 1)).toEqual([null]);
});

test("the clearest moments in call order; faint ones are none", () => {
  const read = [
    tone(9, -0.9),
    tone(2, -0.8),
    tone(4, -0.35),
    tone(5, -0.9, 0.4),
    tone(6, 0.9),
    tone(7, -0.2),
  ];
  expect(clearest(read, -1).map((one) => one.turn)).toEqual([2, 9]);
  expect(clearest(read, 1).map((one) => one.turn)).toEqual([6]);
});
