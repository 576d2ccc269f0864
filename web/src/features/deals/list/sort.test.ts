import { expect, test } from "vitest";
import { directionOf, turned } from "./sort";

test("a first press orders as one expects, a second turns it round", () => {
  expect(turned("name", undefined)).toBe("name");
  expect(turned("name", "name")).toBe("-name");
  expect(turned("amount", "name")).toBe("-amount");
  expect(turned("amount", "-amount")).toBe("amount");
});

test("only the column that orders the list says so", () => {
  expect(directionOf("amount", "-amount")).toBe("descending");
  expect(directionOf("stage", "stage_age")).toBeNull();
});
