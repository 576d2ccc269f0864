import { expect, test } from "vitest";
import { timelineOf } from "@/components/player/timeline";
import { clustered, counts, type Marker, neighbour, placed, sideBySide } from "./markers";

const timeline = timelineOf(
  [
    { index: 0, speaker: "rep", start: 0, end: 50, text: "a" },
    { index: 1, speaker: "customer", start: 50, end: 60, text: "b" },
  ],
  100,
);
const marker = (kind: Marker["kind"], turn: number, at?: number, until?: number): Marker => ({
  kind,
  turn,
  at,
  until,
  label: kind,
});

test("a marker stands at its time, else at its turn; only a monologue has a length", () => {
  const all = [marker("objection", 1), marker("question", 0, 20, 30), marker("monologue", 0, 5, 45)];
  expect(placed(all, timeline).map(({ kind, from, to }) => [kind, from, to])).toEqual([
    ["monologue", 0.05, 0.45],
    ["question", 0.2, 0.2],
    ["objection", 0.5, 0.5],
  ]);
});

test("a marker of no turn on the timeline is left out, not put at the start", () => {
  expect(placed([marker("question", 9)], timeline)).toEqual([]);
});

test("without times markers stand where their turn does, whatever time they carry", () => {
  const words = timelineOf([
    { index: 0, speaker: "rep", text: "one two three" },
    { index: 1, speaker: "customer", text: "four" },
  ]);
  expect(placed([marker("objection", 1, 4000)], words)[0]?.from).toBe(0.75);
});

test("markers of one kind that would cover each other are one; kinds never mix", () => {
  const row = placed(
    [
      marker("question", 0, 10),
      marker("question", 0, 11),
      marker("objection", 0, 11),
      marker("question", 0, 40),
    ],
    timeline,
  );
  expect(clustered(row, 0.02).map(({ kind, markers }) => [kind, markers.length])).toEqual([
    ["objection", 1],
    ["question", 2],
    ["question", 1],
  ]);
});

test("a dense row is many marks, each near its place", () => {
  const row = placed(
    Array.from({ length: 60 }, (_, second) => marker(second % 2 ? "question" : "objection", 0, second)),
    timeline,
  );
  const drawn = sideBySide(clustered(row, 0.05), 0.05);
  expect(drawn.length).toBeGreaterThan(12);
  expect(drawn.every(({ cluster, middle }) => Math.abs(middle - cluster.from) <= 0.1)).toBe(true);
});

test("kinds that fall on one place stand side by side", () => {
  const row = placed(
    [marker("question", 0, 10), marker("objection", 0, 10), marker("objection", 0, 60)],
    timeline,
  );
  const middles = sideBySide(clustered(row, 0.02), 0.02).map((one) => Math.round(one.middle * 100));
  expect(middles).toEqual([10, 12, 60]);
});

test("the next and the one before, from any place", () => {
  const row = placed([marker("question", 0, 10), marker("objection", 0, 40)], timeline);
  expect(neighbour(row, 0.1, "next")?.at).toBe(40);
  expect(neighbour(row, 0.1, "previous")).toBeNull();
  expect(neighbour(row, 0.39, "previous")?.at).toBe(10);
  expect(neighbour(row, 0.9, "next")).toBeNull();
});

test("counted by kind", () => {
  expect(counts([marker("question", 0), marker("question", 1)])).toEqual({
    objection: 0,
    next_step: 0,
    question: 2,
    monologue: 0,
  });
});
