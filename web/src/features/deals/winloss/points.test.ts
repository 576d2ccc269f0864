import { describe, expect, test } from "vitest";
import { points, reach } from "./points";

describe("points", () => {
  test("carry their sign, and nothing has none", () => {
    expect(points(-38.7)).toBe("\u221239");
    expect(points(14.2)).toBe("+14");
    expect(points(0.3)).toBe("0");
  });

  test("share a scale that holds every interval", () => {
    expect(reach([{ low: -49, high: -27 }])).toBe(50);
    expect(reach([])).toBe(10);
    expect(reach([{ low: -130, high: 2 }])).toBe(100);
  });
});
