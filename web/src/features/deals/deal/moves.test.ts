import { expect, test } from "vitest";
import { movesOf } from "./moves";

const at = "2026-11-01T00:00:00Z";

test("a first date is no move, and days add up with their sign", () => {
  expect(
    movesOf([
      { at, before: null, after: "2026-03-01" },
      { at, before: "2026-03-01", after: "2026-03-31" },
      { at, before: "2026-03-31", after: "2026-03-21" },
      { at, before: "2026-03-21", after: "2026-03-21" },
    ]),
  ).toEqual({ count: 2, days: 20 });
  expect(movesOf([])).toEqual({ count: 0, days: 0 });
});
