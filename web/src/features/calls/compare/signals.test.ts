import { expect, test } from "vitest";
import { domain, readCompareSearch, spread, step } from "./signals";

test("a scale shows every value and the band between round numbers", () => {
  expect(domain([0.31, 0.62], "s", { low: 0.4, high: 0.7 })).toEqual([0, 0.7]);
  expect(domain([12, 47], "words", null)).toEqual([0, 50]);
  expect(domain([-0.4, 1.2], "s", null)).toEqual([-0.5, 1.5]);
  expect(domain([], "s", null)).toEqual([0, 1]);
  expect(domain([0, 0], "s", null)).toEqual([0, 1]);
});

test("shares and scores have the ends they always have", () => {
  expect(domain([0.31], "0..1", { low: 0.4 })).toEqual([0, 1]);
  expect(domain([56], "0..100")).toEqual([0, 100]);
});

test("dots of about one value stand beside each other, those apart on the line", () => {
  expect(spread([0.5, 0.5, 0.5, 0.9, 0.505], 0.02)).toEqual([0, 1, -1, 0, 2]);
});

test("an unknown signal is none", () => {
  expect(readCompareSearch({ signal: "charm" })).toEqual({});
  const whole = { signal: "pace", person: "u", rubric: "bant" } as const;
  expect(readCompareSearch(whole)).toEqual(whole);
});

test("the arrows go from dot to dot, the way the line is written", () => {
  expect(step("ArrowRight", 1, 4, false)).toBe(2);
  expect(step("ArrowRight", 1, 4, true)).toBe(0);
  expect(step("ArrowRight", 3, 4, false)).toBe(3);
  expect([step("Home", 2, 4, false), step("End", 2, 4, false), step("a", 2, 4, false)]).toEqual([0, 3, null]);
});
