import { expect, test } from "vitest";
import { type Said, secondsOf, stretchAt, timelineOf, turnAt } from "./timeline";

const said = (index: number, start: number | null, end: number | null = null, text = "one two"): Said => ({
  index,
  speaker: index % 2 === 0 ? "rep" : "customer",
  start,
  end,
  text,
});

test("a call with times is laid out in seconds, to the end of its sound", () => {
  const timeline = timelineOf([said(0, 0, 5), said(1, 5, 10)], 20);
  expect(timeline).toMatchObject({ unit: "seconds", length: 20 });
  expect(timeline.stretches.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.25],
    [0.25, 0.5],
  ]);
});

test("without times words are the measure, and an empty turn has its place too", () => {
  const timeline = timelineOf([said(0, null, null, "one two three"), said(1, null, null, "")]);
  expect(timeline).toMatchObject({ unit: "words", length: 4 });
  expect(timeline.stretches.map(({ from, to }) => [from, to])).toEqual([
    [0, 0.75],
    [0.75, 1],
  ]);
});

test("a turn whose end nobody knows lasts until the next begins, and no longer than its words", () => {
  const timeline = timelineOf([said(0, 0), said(1, 90, null, "a b c d e")], 100);
  expect(timeline.stretches.map(({ to }) => to)).toEqual([0.008, 0.92]);
});

test("nothing said and no sound is a timeline without length", () => {
  expect(timelineOf([])).toEqual({ unit: "words", length: 0, stretches: [] });
  expect(timelineOf([], 12)).toEqual({ unit: "seconds", length: 12, stretches: [] });
});

test("the turn that is heard is the one that began last, also while both speak", () => {
  const turns = [said(0, 0, 10), said(1, 4, 6), said(2, 9, 12)];
  expect([0, 3.9, 4, 7, 9.5, 99].map((at) => turnAt(turns, at))).toEqual([0, 0, 1, 1, 2, 2]);
  expect(turnAt([said(0, 2)], 1)).toBeNull();
  expect(turnAt([said(0, null)], 1)).toBeNull();
});

test("words are heard as far into their turn as they stand in its text, unless they were measured", () => {
  const turns = [said(0, 10, 20, "aaaaabbbbb"), said(1, null)];
  expect(secondsOf(turns, 0)).toBe(10);
  expect(secondsOf(turns, 0, { start: 5 })).toBe(15);
  expect(secondsOf(turns, 0, { start: 5, at: 17.5 })).toBe(17.5);
  expect(secondsOf(turns, 1, { start: 0 })).toBeNull();
  expect(secondsOf(turns, 7)).toBeNull();
});

test("a press between two turns leads to the one before", () => {
  const timeline = timelineOf([said(0, 10, 20), said(1, 60, 70)], 100);
  expect([0, 0.15, 0.5, 0.65, 1].map((share) => stretchAt(timeline, share)?.index)).toEqual([0, 0, 0, 1, 1]);
});
