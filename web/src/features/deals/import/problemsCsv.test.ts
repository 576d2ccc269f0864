import { expect, test } from "vitest";
import { problemsCsv } from "./problemsCsv";
import { merged } from "./useImport";

test("values keep to their cells and are no formulas", () => {
  const problem = {
    row: 7,
    column: 'Amount "net"',
    value: '=HYPERLINK("http://x")',
    problem: "no, not a number",
  };
  expect(problemsCsv(["Row", "Column", "Value", "Problem"], [problem])).toBe(
    'Row,Column,Value,Problem\r\n7,"Amount ""net""","\'=HYPERLINK(""http://x"")","no, not a number"',
  );
});

test("what a person said stands over what was guessed, column by column", () => {
  expect(
    merged(
      { columns: { a: "name", b: "amount" }, date_order: "day" },
      { columns: { b: "skip" }, currency: "EUR" },
    ),
  ).toEqual({ columns: { a: "name", b: "skip" }, outcome: {}, date_order: "day", currency: "EUR" });
});
