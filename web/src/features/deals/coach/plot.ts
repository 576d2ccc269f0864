/** A square plot of shares, with room for its figures at the start and at the foot. */
export const SIZE = 280;
export const RADIUS = 4.5;
const START = 38;
const FOOT = 22;
const EDGE = 8;

export function x(share: number): number {
  return START + share * (SIZE - START - EDGE);
}

export function y(share: number): number {
  return SIZE - FOOT - share * (SIZE - FOOT - EDGE);
}
