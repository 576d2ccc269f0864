import { expect, test } from "vitest";
import { money, shortMoney } from "./money";

test("sums have their own currency, or none", () => {
  expect(money("en", 12345.6, "USD")).toBe("$12,346");
  expect(money("en", 12345, null)).toBe("12,345");
  expect(money("en", 12345, "not one")).toBe("12,345");
  expect(shortMoney("en", 1_234_567, "EUR")).toBe("€1.23M");
  expect(shortMoney("he", 1_234_567, "ILS")).toContain("₪");
});
