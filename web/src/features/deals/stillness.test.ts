import { expect, test } from "vitest";
import { stillness } from "./stillness";

const now = new Date("2026-11-21T12:00:00Z");
const norm = { n: 40, median: 10, upper: 20 };
const deal = { stale: true, last_activity_at: "2026-11-20T12:00:00Z", days_in_stage: 35, stage_norm: norm };

test("a deal that is long in its stage is not called quiet a day after a call", () => {
  expect(stillness(deal, now)).toBe("stage");
  expect(stillness({ ...deal, last_activity_at: "2026-10-01T12:00:00Z" }, now)).toBe("quiet");
});

test("without a norm, or before the first contact, only silence can be told", () => {
  expect(stillness({ ...deal, stage_norm: { ...norm, upper: null } }, now)).toBe("quiet");
  expect(stillness({ ...deal, last_activity_at: null }, now)).toBe("nothing");
  expect(stillness({ ...deal, stale: false }, now)).toBeNull();
});
