import { expect, test } from "vitest";
import { partOfDay } from "./greeting";
import { oneThing } from "./one-thing";

test.each([
  [4, "evening"],
  [5, "morning"],
  [11, "morning"],
  [12, "afternoon"],
  [16, "afternoon"],
  [17, "evening"],
])("%i o'clock is %s", (hour, part) => {
  expect(partOfDay(new Date(2026, 10, 21, hour))).toBe(part);
});

test("the one thing to work on is in focus, to be changed, or else worth keeping", () => {
  const praise = { good: true, focus: true };
  const first = { good: false, focus: false };
  const focus = { good: false, focus: true };
  expect(oneThing([praise, first, focus])).toBe(focus);
  expect(oneThing([praise, first])).toBe(first);
  expect(oneThing([praise])).toBe(praise);
  expect(oneThing([])).toBeUndefined();
});
