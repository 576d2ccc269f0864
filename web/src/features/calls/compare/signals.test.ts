import { expect, test } from "vitest";
import { domain, readCompareSearch, spread } from "./signals";

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
  expect(readCompareSearch({ signal: "charm" })).toEqual({ signal: undefined, person: undefined });
  expect(readCompareSearch({ signal: "pace", person: "u" })).toEqual({ signal: "pace", person: "u" });
});
