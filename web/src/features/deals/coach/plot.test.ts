import { expect, test } from "vitest";
import { SIZE, x, y } from "./plot";

test("shares lie inside the square, zero at the start and the foot", () => {
  for (const share of [0, 0.25, 1]) {
    expect(x(share)).toBeGreaterThan(0);
    expect(x(share)).toBeLessThan(SIZE);
    expect(y(share)).toBeGreaterThan(0);
    expect(y(share)).toBeLessThan(SIZE);
  }
  expect(x(1)).toBeGreaterThan(x(0));
  expect(y(1)).toBeLessThan(y(0));
});
