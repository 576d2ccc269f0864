import { expect, test } from "vitest";
import type { RatingPoint } from "@/api/types.gen";
import { curve } from "./curve";

const point = (rating: number, uncertainty: number, at: string): RatingPoint => ({
  skill: "opening",
  rating,
  uncertainty,
  result: 1,
  source: "practice" as const,
  call_id: null,
  conversation_id: "c",
  at,
});

test("the curve runs from the oldest call to the newest and keeps the band inside", () => {
  const drawn = curve([point(1612.4, 50, "b"), point(1500, 150, "a")]);
  expect(drawn.at).toEqual(["a", "b"]);
  expect(drawn.rating).toEqual([1500, 1612]);
  expect(drawn.low).toEqual([1206, 1514]);
  expect(drawn.high).toEqual([1794, 1710]);
  expect([drawn.min, drawn.max]).toEqual([1200, 1800]);
});

test("without calls there is an empty curve on an ordinary scale", () => {
  expect(curve([])).toMatchObject({ rating: [], min: 1400, max: 1600 });
});
