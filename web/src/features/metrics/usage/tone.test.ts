import { expect, test } from "vitest";
import type { ToneOut } from "@/api/types.gen";
import { toneLines } from "./tone";

const point = (start: string, tone: number, count: number) => ({ start, tone, count });
const notes = (label: string, read: number) => ({
  field: label,
  label,
  points: [point("2026-01-12", 0.5, read)],
  read,
  more: label === "b",
});

test("tones share their steps, and few texts leave a gap", () => {
  const tone: ToneOut = {
    since: "2026-01-01",
    until: "2026-01-31",
    grain: "week",
    messages: [point("2026-01-05", -0.254, 8), point("2026-01-19", 1, 2)],
    notes: [notes("a", 3), notes("b", 40), notes("c", 9)],
  };
  const { starts, lines } = toneLines(tone);
  expect(starts).toEqual(["2026-01-05", "2026-01-12", "2026-01-19"]);
  expect(lines).toMatchObject([
    { label: null, values: [-0.25, null, null], texts: 10, more: false },
    { label: "b", values: [null, 0.5, null], texts: 40, more: true },
    { label: "c", values: [null, 0.5, null], texts: 9 },
  ]);
  expect(toneLines({ ...tone, messages: [], notes: [] }).lines).toEqual([]);
});
