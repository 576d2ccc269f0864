export interface Box {
  width: number;
  height: number;
  /** Space kept free at the edges, so that strokes are not cut. */
  inset: number;
}

/** Places of a step and of a value inside a box; a flat range lies in the middle. */
export function scale(box: Box, steps: number, min: number, max: number) {
  const width = box.width - 2 * box.inset;
  const height = box.height - 2 * box.inset;
  return {
    x: (step: number) => box.inset + (steps > 1 ? (width * step) / (steps - 1) : width / 2),
    y: (value: number) => box.inset + height * (max > min ? 1 - (value - min) / (max - min) : 0.5),
  };
}

/** An SVG path through the values; a missing value lifts the pen, and a value all alone is a dot. */
export function path(
  values: readonly (number | null)[],
  x: (step: number) => number,
  y: (value: number) => number,
): string {
  let down = false;
  return values
    .map((value, step) => {
      if (value === null) {
        down = false;
        return "";
      }
      const command = `${down ? "L" : "M"}${round(x(step))} ${round(y(value))}`;
      const alone = !down && (values[step + 1] ?? null) === null;
      down = true;
      return alone ? `${command}h0` : command;
    })
    .join("");
}

/** A closed SVG path between two rows of values. */
export function area(
  low: readonly number[],
  high: readonly number[],
  x: (step: number) => number,
  y: (value: number) => number,
): string {
  const points = [
    ...high.map((value, step) => [step, value] as const),
    ...low.map((value, step) => [step, value] as const).reverse(),
  ];
  return points.length === 0
    ? ""
    : `M${points.map(([step, value]) => `${round(x(step))} ${round(y(value))}`).join("L")}Z`;
}

function round(number: number): number {
  return Math.round(number * 100) / 100;
}
