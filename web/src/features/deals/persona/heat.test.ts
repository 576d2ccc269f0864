import { expect, test } from "vitest";
import { busiest, dayName, span, week } from "./heat";

const empty = () => Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));

test("the day shown is the working day, and wider where something happened outside it", () => {
  const cells = empty();
  expect(span(cells)).toEqual({ from: 7, to: 19 });
  (cells[2] as number[])[22] = 1;
  (cells[5] as number[])[5] = 3;
  expect(span(cells)).toEqual({ from: 5, to: 22 });
});

test("a week begins where people begin it", () => {
  expect(week("he")[0]).toBe(6);
  expect(week("en")[0]).toBe(0);
  expect(dayName("en", 0, "long")).toBe("Monday");
  expect(dayName("en", 6, "long")).toBe("Sunday");
});

test("the busiest hours come first, and empty ones never", () => {
  const cells = empty();
  (cells[1] as number[])[9] = 4;
  (cells[3] as number[])[14] = 6;
  expect(busiest(cells)).toEqual([
    { day: 3, hour: 14, count: 6 },
    { day: 1, hour: 9, count: 4 },
  ]);
});
