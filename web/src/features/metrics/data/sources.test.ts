import { expect, test } from "vitest";
import type { ProblemOut } from "@/api/types.gen";
import { bySeverity, nameOf } from "./sources";

const problem = (severity: ProblemOut["severity"], count: number): ProblemOut => ({
  code: "unparsable",
  severity,
  table: "orders",
  column: "total",
  row: 3,
  value: "n/a",
  values: [],
  count,
  what: "",
  fix: "",
});

test("what breaks numbers comes first, and of that what is most frequent", () => {
  const found = bySeverity([problem("info", 9), problem("error", 1), problem("error", 5)]);
  expect(found.map(([severity, all]) => [severity, all.map((one) => one.count)])).toEqual([
    ["error", [5, 1]],
    ["info", [9]],
  ]);
});

test("a source is named after its files", () => {
  expect(nameOf([{ name: "orders.2025.csv" }])).toBe("orders.2025");
  expect(nameOf([{ name: "orders.csv" }, { name: "customers.csv" }])).toBe("orders +1");
});
