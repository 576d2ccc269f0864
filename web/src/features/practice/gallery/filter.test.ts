import { expect, test } from "vitest";
import type { ScenarioItem } from "@/api/types.gen";
import { readSearch, taken } from "./filter";

const scenario = {
  kind: "cold_call",
  levels: ["foundation", "expert"],
  industry: "software",
  language: "en",
  own: false,
} as unknown as ScenarioItem;

test("every filter must be passed", () => {
  expect(taken(scenario, {})).toBe(true);
  expect(taken(scenario, { kind: "cold_call", level: "expert", industry: "software", language: "en" })).toBe(
    true,
  );
  for (const search of [
    { kind: "closing" },
    { level: "advanced" },
    { industry: "insurance" },
    { language: "he" },
    { own: true },
  ] as const)
    expect(taken(scenario, search)).toBe(false);
});

test("an address with rubbish in it is an address without filters", () => {
  expect(readSearch({ kind: "x", level: 3, industry: "", language: "fr", own: "yes" })).toEqual({});
  expect(readSearch({ kind: "closing", own: true })).toEqual({ kind: "closing", own: true });
});
