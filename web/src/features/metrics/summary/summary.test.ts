import { expect, test } from "vitest";
import type { MovedMeasure, Segment } from "@/api/types.gen";
import { daysOf, lasting, readSummarySearch, spoken } from "./period";
import { after, standing, toLookAt } from "./reading";

test("an address asks for a known period or for days, and for nothing else", () => {
  expect(readSummarySearch({ period: "last quarter" })).toEqual({ period: "last quarter" });
  const days = spoken("2026-01-05", "2026-01-20");
  expect(readSummarySearch({ period: days })).toEqual({ period: days });
  expect(daysOf(days)).toEqual({ first: "2026-01-05", last: "2026-01-20" });
  expect(readSummarySearch({ period: "whatever" })).toEqual({});
  expect(readSummarySearch({ period: 7 })).toEqual({});
});

test("a shared period keeps its days, the last one included", () => {
  expect(lasting({ start: "2026-02-01", end: "2026-03-01" })).toBe("2026-02-01 to 2026-02-28");
  expect(lasting({ start: "2026-02-01", end: null })).toBeNull();
});

test("what the heading says already is not said again", () => {
  const segments: Segment[] = [
    { text: "Revenue rose " },
    { text: "9%", fact: "a" },
    { text: ". France contributed " },
    { text: "4%", fact: "b" },
    { text: "." },
  ];
  expect(after(segments, "Revenue rose 9%.")).toEqual([
    { text: "France contributed " },
    { text: "4%", fact: "b" },
    { text: "." },
  ]);
  expect(after(segments, "Something else.")).toEqual(segments);
  expect(after(segments, segments.map(({ text }) => text).join(""))).toEqual([]);
});

test("how unusual a change is, is only said where its history is known", () => {
  expect([null, 0.4, 1.7, 8].map((surprise) => standing({ surprise }))).toEqual([
    "unknown",
    "usual",
    "more",
    "far",
  ]);
});

test("what became worse is looked at first", () => {
  const one = (measure: string, good: boolean | null, ask = "why?") =>
    ({ measure, good, ask }) as MovedMeasure;
  const seen = toLookAt([
    one("a", true),
    one("b", null),
    one("c", false),
    one("d", false, ""),
    one("e", true),
  ]);
  expect(seen.map(({ measure }) => measure)).toEqual(["c", "a", "b", "e"]);
});
