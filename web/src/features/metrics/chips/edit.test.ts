import { expect, test } from "vitest";
import type { MetricQuery } from "../types";
import { comparisonOf, putComparison, putDimension, putMeasure, putTime } from "./edit";

const OCTOBER = { start: "2026-10-01", end: "2026-11-01" };
const SEPTEMBER = { start: "2026-09-01", end: "2026-10-01" };

const QUERY: MetricQuery = {
  intent: "rank",
  measures: ["revenue"],
  dimensions: ["customers.name"],
  each: ["customers"],
  time: { period: OCTOBER },
  comparison: { to: "period", period: SEPTEMBER },
  shown: ["change"],
  order: [{ by: "change:revenue" }],
  top: { field: "customers.name", n: 5, measure: "revenue" },
  having: [{ measure: "revenue", op: ">", values: [10] }],
};

test("whatever hung on a measure follows the one in its place", () => {
  const changed = putMeasure(QUERY, 0, "margin");
  expect(changed.measures).toEqual(["margin"]);
  expect(changed.order).toEqual([{ by: "change:margin" }]);
  expect(changed.top?.measure).toBe("margin");
  expect(changed.having?.[0]?.measure).toBe("margin");
});

test("a measure taken out leaves no condition on it behind", () => {
  const two = { ...QUERY, measures: ["revenue", "orders"] };
  const changed = putMeasure(two, 0, null);
  expect(changed.measures).toEqual(["orders"]);
  expect(changed.having).toEqual([]);
  expect(changed.order).toEqual([{ by: "change:orders" }]);
});

test("without its last dimension a ranking becomes one value", () => {
  const changed = putDimension(QUERY, 0, null);
  expect(changed).toMatchObject({ intent: "value", dimensions: [], each: [], top: null });
});

test("a dimension added to one value splits it", () => {
  const changed = putDimension({ intent: "value", measures: ["revenue"] }, 0, "customers.region");
  expect(changed).toMatchObject({ intent: "breakdown", dimensions: ["customers.region"] });
});

test("with another period the comparison moves along", () => {
  expect(comparisonOf(QUERY)).toBe("before");
  const changed = putTime(QUERY, { period: SEPTEMBER });
  expect(changed.comparison?.period).toEqual({ start: "2026-08-01", end: "2026-09-01" });
  const open = putTime(QUERY, { period: null });
  expect(open).toMatchObject({ comparison: null, shown: [], order: [] });
});

test("a comparison with a period of its own is kept", () => {
  const own = { ...QUERY, comparison: { to: "period", period: { start: "2020-01-01", end: "2020-02-01" } } };
  expect(comparisonOf(own as MetricQuery)).toBe("own");
  expect(putTime(own as MetricQuery, { period: SEPTEMBER }).comparison).toEqual(own.comparison);
});

test("a grain makes a trend, and taking it away unmakes it", () => {
  const trend = putTime({ intent: "value", measures: ["revenue"] }, { grain: "month" });
  expect(trend).toMatchObject({ intent: "trend", time: { grain: "month" } });
  expect(putTime(trend, { grain: null })).toMatchObject({ intent: "value", time: { grain: null } });
});

test("compared with the year before", () => {
  expect(putComparison(QUERY, "yearBefore").comparison?.period).toEqual({
    start: "2025-10-01",
    end: "2025-11-01",
  });
});
