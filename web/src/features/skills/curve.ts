import type { RatingPoint } from "@/api/types.gen";

const MOST = 40;
const STEP = 100;

/** The last ratings of one skill, oldest first, with the range in which the truth lies in 19 of 20 cases. */
export function curve(points: readonly RatingPoint[]) {
  const shown = points.slice(0, MOST).reverse();
  const rating = shown.map((point) => Math.round(point.rating));
  const low = shown.map((point) => Math.round(point.rating - 1.96 * point.uncertainty));
  const high = shown.map((point) => Math.round(point.rating + 1.96 * point.uncertainty));
  return {
    rating,
    low,
    high,
    at: shown.map((point) => point.at),
    min: Math.floor(Math.min(...low, 1400) / STEP) * STEP,
    max: Math.ceil(Math.max(...high, 1600) / STEP) * STEP,
  };
}
