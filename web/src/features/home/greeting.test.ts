import { expect, test } from "vitest";
import { partOfDay } from "./greeting";

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
