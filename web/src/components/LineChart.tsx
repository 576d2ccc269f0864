import { useId } from "react";
import { useTranslation } from "react-i18next";
import { type Box, path, scale } from "@/lib/chart";
import { classes } from "@/lib/classes";

export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** Solid, dashed or dotted: lines are told apart without colour. */
  stroke?: "solid" | "dashed" | "dotted";
}

interface LineChartProps {
  /** What the chart shows, for screen readers; the same numbers follow as a table on request. */
  label: string;
  series: readonly Series[];
  /** Names of the steps along the x axis, one a value. */
  steps: readonly string[];
  min?: number;
  max?: number;
  /** The step the reader looks at, marked by a rule. */
  current?: number;
  onStep?: (index: number) => void;
  className?: string;
}

const STROKES = { solid: undefined, dashed: "6 4", dotted: "1.500 4" };
const HUES = ["stroke-accent", "stroke-good", "stroke-warn"];
const BOX: Box = { width: 600, height: 160, inset: 6 };

/** States over the course of a call. Time runs with the reading direction. */
export function LineChart({
  label,
  series,
  steps,
  min = 0,
  max = 100,
  current,
  onStep,
  className,
}: LineChartProps) {
  const { t } = useTranslation();
  const id = useId();
  const { x, y } = scale(BOX, steps.length, min, max);
  return (
    <figure className={className} aria-labelledby={id}>
      <figcaption id={id} className="mb-2 flex flex-wrap items-baseline gap-x-5 gap-y-1 text-small">
        <span className="sr-only">{label}</span>
        {series.map((line, index) => (
          <span key={line.name} className="inline-flex items-center gap-2 text-soft">
            <svg aria-hidden viewBox="0 0 20 4" className={classes("h-1 w-5", HUES[index % HUES.length])}>
              <path d="M0 2H20" strokeWidth="2" strokeDasharray={STROKES[line.stroke ?? "solid"]} />
            </svg>
            {line.name}
          </span>
        ))}
      </figcaption>
      <svg
        aria-hidden
        viewBox={`0 0 ${BOX.width} ${BOX.height}`}
        preserveAspectRatio="none"
        className="block h-40 w-full rtl:-scale-x-100"
      >
        {[min, (min + max) / 2, max].map((level) => (
          <path
            key={level}
            d={`M0 ${y(level)}H${BOX.width}`}
            className="stroke-line"
            vectorEffect="non-scaling-stroke"
          />
        ))}
        {current !== undefined && (
          <path
            d={`M${x(current)} 0V${BOX.height}`}
            className="stroke-edge"
            strokeDasharray="2 3"
            vectorEffect="non-scaling-stroke"
          />
        )}
        {series.map((line, index) => (
          <path
            key={line.name}
            d={path(line.values, x, y)}
            fill="none"
            strokeWidth="2"
            strokeLinecap="round"
            strokeLinejoin="round"
            strokeDasharray={STROKES[line.stroke ?? "solid"]}
            vectorEffect="non-scaling-stroke"
            className={HUES[index % HUES.length]}
          />
        ))}
        {onStep &&
          steps.map((step, index) => (
            // biome-ignore lint/a11y/noStaticElementInteractions: a shortcut for the mouse; the table below has buttons
            <rect
              key={step}
              x={x(index) - BOX.width / steps.length / 2}
              width={BOX.width / steps.length}
              height={BOX.height}
              className="cursor-pointer fill-transparent hover:fill-ink/5"
              onClick={() => onStep(index)}
            />
          ))}
      </svg>
      <details className="mt-2 text-small">
        <summary className="inline-block text-soft hover:text-ink">{t("chart.table")}</summary>
        <div className="mt-2 max-h-64 overflow-auto">
          <table className="w-full text-start">
            <caption className="sr-only">{label}</caption>
            <thead>
              <tr className="border-b border-line text-soft">
                {[t("chart.step"), ...series.map((line) => line.name)].map((name) => (
                  <th key={name} scope="col" className="py-1 pe-4 text-start font-normal">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {steps.map((step, index) => (
                <tr key={step} className="border-b border-line last:border-0">
                  <th scope="row" className="py-1 pe-4 text-start font-normal">
                    {onStep ? (
                      <button type="button" className="dotted" onClick={() => onStep(index)}>
                        <bdi>{step}</bdi>
                      </button>
                    ) : (
                      <bdi>{step}</bdi>
                    )}
                  </th>
                  {series.map((line) => (
                    <td key={line.name} className="py-1 pe-4">
                      {line.values[index] ?? "–"}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}

/** A line the size of a word. `text` says what it shows. */
export function Sparkline({
  text,
  values,
  className,
}: {
  text: string;
  values: readonly number[];
  className?: string;
}) {
  const box: Box = { width: 80, height: 20, inset: 2 };
  const { x, y } = scale(box, values.length, Math.min(...values), Math.max(...values));
  return (
    <svg
      role="img"
      aria-label={text}
      viewBox="0 0 80 20"
      className={classes("inline-block h-5 w-20 rtl:-scale-x-100", className)}
    >
      <path
        d={path(values, x, y)}
        fill="none"
        strokeWidth="1.500"
        strokeLinecap="round"
        strokeLinejoin="round"
        className="stroke-accent"
      />
      {values.length > 0 && (
        <circle
          cx={x(values.length - 1)}
          cy={y(values[values.length - 1] ?? 0)}
          r="2"
          className="fill-accent"
        />
      )}
    </svg>
  );
}
