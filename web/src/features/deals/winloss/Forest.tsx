import { classes } from "@/lib/classes";

interface ForestProps {
  label: string;
  /** The figures in words, for screen readers. */
  text: string;
  value: number;
  low: number;
  high: number;
  /** Half of the scale, in points; nothing is in the middle. */
  reach: number;
  sure: boolean;
  className?: string;
}

/** One line of a forest plot: an effect with its interval about a rule that means none. Hollow where it is not sure. */
export function Forest({ label, text, value, low, high, reach, sure, className }: ForestProps) {
  const at = (points: number) => 50 + (50 * Math.max(-reach, Math.min(reach, points))) / reach;
  const good = value > 0;
  const colour = good ? "text-good" : "text-bad";
  return (
    <svg
      role="img"
      aria-label={`${label}: ${text}`}
      className={classes("block h-4 w-full overflow-visible", colour, className)}
    >
      <rect y="7.500" width="100%" height="1" className="fill-line" />
      <rect x="50%" y="0" width="1" height="16" className="fill-edge" />
      <rect
        x={`${at(low).toFixed(2)}%`}
        y="5"
        width={`${(at(high) - at(low)).toFixed(2)}%`}
        height="6"
        rx="3"
        className="fill-current opacity-25"
      />
      <circle
        cx={`${at(value).toFixed(2)}%`}
        cy="8"
        r="4"
        strokeWidth="2"
        className={classes("stroke-current", sure ? "fill-current" : "fill-ground")}
      />
    </svg>
  );
}
