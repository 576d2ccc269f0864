import { expect, test } from "vitest";
import { barPath, barsOf, splitBySpeaker, spokenBars, usualTop } from "./peaks";

test("each bar is the loudest of what it covers", () => {
  expect(barsOf([0.1, 0.5, 0.2, 0.25], 2, 0.5)).toEqual([1, 0.5]);
});

test("more bars than peaks repeat them rather than leave holes", () => {
  expect(barsOf([0.5, 1], 4, 1)).toEqual([0.5, 0.5, 1, 1]);
  expect(barsOf([], 4)).toEqual([]);
});

test("a single click does not flatten the voices, and nothing is higher than its lane", () => {
  const voices = Array.from({ length: 99 }, () => 0.2);
  const bars = barsOf([...voices, 1], 100);
  expect(bars[0]).toBe(1);
  expect(Math.max(...bars)).toBe(1);
});

test("silence stays silent", () => {
  expect(usualTop([[0, 0]])).toBe(1);
  expect(barsOf([0, 0], 2)).toEqual([0, 0]);
});

test("one channel is split by who speaks; where nobody does both lanes rest", () => {
  const stretches = [
    { index: 0, speaker: "rep" as const, from: 0, to: 0.4 },
    { index: 1, speaker: "customer" as const, from: 0.5, to: 0.75 },
  ];
  expect(splitBySpeaker([1, 1, 1, 1], stretches)).toEqual({ rep: [1, 1, 0, 0], customer: [0, 0, 1, 0] });
});

test("a call without sound shows who speaks where; the shortest word has a bar", () => {
  const stretches = [
    { index: 0, speaker: "rep" as const, from: 0, to: 0.5 },
    { index: 1, speaker: "rep" as const, from: 0.99, to: 0.991 },
    { index: 2, speaker: "customer" as const, from: 0.5, to: 0.9 },
  ];
  expect(spokenBars(stretches, "rep", 4)).toEqual([0.55, 0.55, 0, 0.55]);
});

test("bars rise for the rep and hang for the customer", () => {
  expect(barPath([0.5, 0], "up")).toBe("M0 1h.66v-0.48h-.66z");
  expect(barPath([0, 1], "down")).toBe("M1 1h.66v0.96h-.66z");
});
