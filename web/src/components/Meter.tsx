import { classes } from "@/lib/classes";

interface Scale {
  /** What is measured, for screen readers. */
  label: string;
  /** The value in words or figures, for screen readers: "62 %, between 48 and 76". */
  text: string;
  value: number;
  min?: number;
  max?: number;
  className?: string;
}

function place({ min = 0, max = 1 }: Pick<Scale, "min" | "max">) {
  return (number: number) =>
    `${((100 * (Math.min(max, Math.max(min, number)) - min)) / (max - min || 1)).toFixed(2)}%`;
}

/** How much of a whole: a bar that fills. */
export function Meter({ label, text, value, className, ...range }: Scale) {
  return (
    <svg
      role="img"
      aria-label={`${label}: ${text}`}
      className={classes("block h-1 w-full overflow-hidden rounded-full bg-line rtl:-scale-x-100", className)}
    >
      <rect width={place(range)(value)} height="100%" className="fill-accent" />
    </svg>
  );
}

/**
 * Where something stands on a scale and how sure that is: a dot on a pale band that narrows with evidence, hollow
 * while it rests on little. `mark` is a place to compare with, drawn as a fine rule.
 */
export function Range({
  label,
  text,
  value,
  low,
  high,
  certain = true,
  mark,
  className,
  ...range
}: Scale & { low: number; high: number; certain?: boolean; mark?: number }) {
  const at = place(range);
  const width = `${(Number.parseFloat(at(high)) - Number.parseFloat(at(low))).toFixed(2)}%`;
  return (
    <svg
      role="img"
      aria-label={`${label}: ${text}`}
      className={classes("block h-3 w-full overflow-visible rtl:-scale-x-100", className)}
    >
      <rect y="5.500" width="100%" height="1" className="fill-line" />
      <rect x={at(low)} y="3" width={width} height="6" rx="3" className="fill-accent/20" />
      {mark !== undefined && <rect x={at(mark)} y="1" width="1" height="10" className="fill-edge" />}
      <circle
        cx={at(value)}
        cy="6"
        r="4"
        strokeWidth="2"
        className={certain ? "fill-accent stroke-accent" : "fill-ground stroke-accent"}
      />
    </svg>
  );
}
