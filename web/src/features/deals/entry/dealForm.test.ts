import { expect, test } from "vitest";
import { bodyOf, changesOf, formOf, isNumberOrEmpty, numberIn } from "./dealForm";

const empty = formOf(null);

test("sums are read as people type them", () => {
  expect(numberIn("12,500.50")).toBe(12500.5);
  expect(numberIn("12 500")).toBe(12500);
  expect(numberIn("12500,5")).toBe(12500.5);
  expect(numberIn("1,250")).toBe(1250);
  expect(numberIn("")).toBeNull();
  expect(isNumberOrEmpty("about 5")).toBe(false);
});

test("a deal without an amount has no currency, and blanks are nothing", () => {
  expect(bodyOf({ ...empty, name: " Acme ", next_step: "  " })).toMatchObject({
    name: "Acme",
    amount: null,
    currency: null,
    next_step: null,
  });
  expect(bodyOf({ ...empty, amount: "10", currency: "eur", discount: "12.5" })).toMatchObject({
    currency: "EUR",
    discount: 0.125,
  });
});

test("only what differs is sent", () => {
  const before = { ...empty, name: "Acme", amount: "10" };
  expect(changesOf(before, { ...before, amount: "10.00" })).toEqual({});
  expect(changesOf(before, { ...before, amount: "", close_on: "2026-12-01" })).toEqual({
    amount: null,
    currency: null,
    close_on: "2026-12-01",
  });
});
