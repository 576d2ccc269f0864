import { expect, test } from "vitest";
import { daysBefore, everyDay } from "./days";

test("a span counts today", () => {
  expect(daysBefore(new Date(2026, 2, 1, 9), 7)).toEqual({ since: "2026-02-23", until: "2026-03-01" });
});

test("every day is there once, over the change of clocks too", () => {
  const days = everyDay("2026-03-27", "2026-03-30");
  expect(days).toEqual(["2026-03-27", "2026-03-28", "2026-03-29", "2026-03-30"]);
  expect(everyDay("2026-03-02", "2026-03-01")).toEqual([]);
});
