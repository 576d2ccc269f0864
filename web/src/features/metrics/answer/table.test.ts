import { expect, test } from "vitest";
import type { Column } from "../types";
import { csv, pressed, sorted } from "./table";
import { written } from "./value";

const COLUMNS: Column[] = [
  { name: "customers.name", label: "Customer", kind: "dimension" },
  { name: "revenue", label: "Revenue, net", kind: "measure", format: "money", unit: "USD" },
];

test("what is unknown stands last in both directions", () => {
  const rows = [
    ["a", 2],
    ["b", null],
    ["c", 10],
  ];
  expect(sorted(rows, { column: 1, descending: true }, "en").map((row) => row[0])).toEqual(["c", "a", "b"]);
  expect(sorted(rows, { column: 1, descending: false }, "en").map((row) => row[0])).toEqual(["a", "c", "b"]);
});

test("a heading pressed three times gives the order of the answer back", () => {
  const first = pressed(null, 1, true);
  expect(first).toEqual({ column: 1, descending: true });
  const second = pressed(first, 1, true);
  expect(second).toEqual({ column: 1, descending: false });
  expect(pressed(second, 1, true)).toBeNull();
});

test("a copied table keeps commas, quotes and signs, and runs nothing", () => {
  expect(
    csv(COLUMNS, [
      ['Ada "A", Ltd', -5.25],
      ["=cmd()", null],
    ]),
  ).toBe('Customer,"Revenue, net"\r\n"Ada ""A"", Ltd",-5.25\r\n\'=cmd(),');
});

test("cells are written as the reader's language does", () => {
  const money = COLUMNS[1] as Column;
  expect(written(1234567.891, money, "en")).toBe("$1,234,568");
  expect(written(12.5, money, "en")).toBe("$12.50");
  expect(written(0.1234, { ...money, kind: "change_pct" }, "en")).toBe("12.3%");
  expect(written(null, money, "en")).toBe("–");
  expect(written("2026-03-01", { name: "period", label: "Month", kind: "period" }, "en", "month")).toBe(
    "Mar 2026",
  );
});
