import { classes } from "@/lib/classes";

interface MeterProps {
  /** What is measured, for screen readers. */
  label: string;
  /** The value in words or figures, for screen readers: "62 %, between 48 and 76". */
  text: string;
  value: number;
  /** Where the truth may lie; drawn as a thin band around the value's end. */
  low?: number;
  high?: number;
  min?: number;
  max?: number;
  /** A little notch: the usual level, the bar to pass. */
  mark?: number;
  className?: string;
}

/** A bar with its uncertainty. Sizes are drawn in an SVG, so no inline style is needed. */
export function Meter({ label, text, value, low, high, min = 0, max = 1, mark, className }: MeterProps) {
  const at = (number: number) => (100 * (Math.min(max, Math.max(min, number)) - min)) / (max - min || 1);
  return (
    <svg
      role="img"
      aria-label={`${label}: ${text}`}
      viewBox="0 0 100 10"
      preserveAspectRatio="none"
      className={classes("block h-2.5 w-full rtl:-scale-x-100", className)}
    >
      <rect y="3.500" width="100" height="3" className="fill-sunken" />
      <rect y="3.500" width={at(value)} height="3" className="fill-accent" />
      {low !== undefined && high !== undefined && (
        <rect
          x={at(low)}
          y="1"
          width={Math.max(0.6, at(high) - at(low))}
          height="8"
          className="fill-accent/25"
        />
      )}
      {mark !== undefined && <rect x={at(mark) - 0.3} y="0" width="0.6" height="10" className="fill-ink" />}
    </svg>
  );
}
