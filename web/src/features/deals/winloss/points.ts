/** A change of probability in points with its sign; the minus is a true one. */
export function points(value: number): string {
  const size = Math.abs(Math.round(value));
  if (size === 0) return "0";
  return `${value < 0 ? "\u2212" : "+"}${size}`;
}

/** The half-width of a scale on which all of these intervals fit, to the next ten. */
export function reach(ranges: readonly { low: number; high: number }[]): number {
  const most = Math.max(10, ...ranges.flatMap(({ low, high }) => [Math.abs(low), Math.abs(high)]));
  return Math.min(100, Math.ceil(most / 10) * 10);
}
