import { describe, expect, test } from "vitest";
import { before, plusMonths, preset, yearBefore } from "./days";

const PLAIN = { fiscal_year_starts: 1, week_starts: "monday" } as const;
const NOW = "2026-11-21"; // a Saturday

describe("a common period", () => {
  test.each([
    ["lastMonth", "2026-10-01", "2026-11-01"],
    ["thisQuarter", "2026-10-01", "2027-01-01"],
    ["lastQuarter", "2026-07-01", "2026-10-01"],
    ["lastYear", "2025-01-01", "2026-01-01"],
    ["lastWeek", "2026-11-09", "2026-11-16"],
    ["last30", "2026-10-23", "2026-11-22"],
    ["last12Months", "2025-11-01", "2026-11-01"],
  ] as const)("%s", (name, start, end) => {
    expect(preset(name, NOW, PLAIN)).toMatchObject({ start, end });
  });

  test("quarters and years are the company's own", () => {
    const fiscal = { fiscal_year_starts: 2, week_starts: "sunday" } as const;
    expect(preset("thisYear", "2026-01-15", fiscal)).toMatchObject({ start: "2025-02-01" });
    expect(preset("lastQuarter", NOW, fiscal)).toMatchObject({ start: "2026-08-01", end: "2026-11-01" });
    expect(preset("thisWeek", NOW, fiscal)).toMatchObject({ start: "2026-11-15" });
  });
});

test("the period before is as long: months before months, days before days", () => {
  expect(before({ start: "2026-03-01", end: "2026-04-01" })).toEqual({
    start: "2026-02-01",
    end: "2026-03-01",
  });
  expect(before({ start: "2026-03-05", end: "2026-03-15" })).toEqual({
    start: "2026-02-23",
    end: "2026-03-05",
  });
  expect(before({ start: "2026-03-01", end: null })).toBeNull();
});

test("a year to date is held against the same stretch of the year before", () => {
  expect(before({ start: "2026-01-01", end: "2026-11-22", to_date: true })).toEqual({
    start: "2025-01-01",
    end: "2025-11-22",
  });
  expect(before({ start: "2026-10-01", end: "2026-11-22", to_date: true })).toEqual({
    start: "2026-07-01",
    end: "2026-08-22",
  });
});

test("a year before a leap day's month ends with that month", () => {
  expect(yearBefore({ start: "2024-02-01", end: "2024-03-01" })).toEqual({
    start: "2023-02-01",
    end: "2023-03-01",
  });
  expect(plusMonths("2024-02-29", -12)).toBe("2023-02-28");
});
