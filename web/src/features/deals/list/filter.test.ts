import { expect, test } from "vitest";
import { filtersSet, readDealSearch } from "./filter";

test("an address gives the filters it names, and nothing that is none", () => {
  expect(
    readDealSearch({
      q: " dana ",
      status: "won",
      min: "1000",
      max: -4,
      after: "2026-13-01",
      stale: "true",
      x: 1,
    }),
  ).toEqual({ q: "dana", status: "won", min: 1000, stale: true });
  expect(readDealSearch({ status: "closed", before: "2026-11-30", q: "  " })).toEqual({
    before: "2026-11-30",
  });
});

test("the order is no filter", () => {
  expect(filtersSet({ sort: "name" })).toBe(0);
  expect(filtersSet({ sort: "name", stale: true, stage: "New" })).toBe(2);
});
