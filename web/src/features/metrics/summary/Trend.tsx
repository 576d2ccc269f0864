import type { Past } from "@/api/types.gen";
import { area, type Box, path, scale } from "@/lib/chart";

const BOX: Box = { width: 160, height: 40, inset: 3 };
const FEWEST = 3;

/** The earlier periods as a line that ends in this one. What it shows is said by the numbers beside it. */
export function Trend({ history, value }: { history: readonly Past[]; value: number }) {
  const values = [...history.map((past) => past.value), value];
  if (values.length <= FEWEST) return null;
  const least = Math.min(...values);
  const { x, y } = scale(BOX, values.length, least, Math.max(...values));
  const last = values.length - 1;
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${BOX.width} ${BOX.height}`}
      className="h-10 w-40 max-sm:w-28 rtl:-scale-x-100"
    >
      <path
        d={area(
          values.map(() => least),
          values,
          x,
          y,
        )}
        className="fill-accent/10"
      />
      <path
        d={path(values, x, y)}
        fill="none"
        strokeWidth="1.5"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent"
      />
      <circle cx={x(last)} cy={y(value)} r="3" className="fill-accent" />
    </svg>
  );
}
