import { useId } from "react";
import { useTranslation } from "react-i18next";
import { area, type Box, path, scale } from "@/lib/chart";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

export interface Series {
  name: string;
  values: readonly (number | null)[];
  /** Solid, dashed or dotted: lines are told apart without colour. */
  stroke?: "solid" | "dashed" | "dotted";
  /** Said beside the name: from where to where it went. */
  note?: string;
}

/** A numbered step of the chart that is told below it. */
export interface ChartMark {
  step: number;
  label: string;
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
  /** Where the truth may lie around the first line, a pale field from low to high. */
  band?: { name: string; low: readonly number[]; high: readonly number[] };
  marks?: readonly ChartMark[];
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
  band,
  marks = [],
  className,
}: LineChartProps) {
  const { t } = useTranslation();
  const id = useId();
  const { x, y } = scale(BOX, steps.length, min, max);
  return (
    <figure className={className} aria-labelledby={id}>
      <figcaption id={id} className="mb-2 flex flex-wrap items-center gap-x-5 gap-y-1 text-small">
        <span className="sr-only">{label}</span>
        {series.map((line, index) => (
          <span key={line.name} className="inline-flex items-center gap-2 text-soft">
            <svg aria-hidden viewBox="0 0 20 4" className={classes("h-1 w-5", HUES[index % HUES.length])}>
              <path d="M0 2H20" strokeWidth="2" strokeDasharray={STROKES[line.stroke ?? "solid"]} />
            </svg>
            {line.name}
            {line.note && <span className="text-ink tabular-nums">{line.note}</span>}
          </span>
        ))}
        {band && (
          <span className="inline-flex items-center gap-2 text-soft">
            <span aria-hidden className="h-3 w-5 rounded-small bg-accent/15" />
            {band.name}
          </span>
        )}
      </figcaption>
      {marks.length > 0 && <Marks marks={marks} at={(step) => (100 * x(step)) / BOX.width} onStep={onStep} />}
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
        {band && <path d={area(band.low, band.high, x, y)} className="fill-accent/15" />}
        {marks.map(({ step }) => (
          <path
            key={step}
            d={`M${x(step)} 0V${BOX.height}`}
            className="stroke-edge"
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
      <p aria-hidden className="mt-1 flex justify-between text-small text-soft">
        <bdi>{steps[0]}</bdi>
        {steps.length > 1 && <bdi>{steps.at(-1)}</bdi>}
      </p>
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

/** The numbers above the chart; each leads to its step. */
function Marks({
  marks,
  at,
  onStep,
}: {
  marks: readonly ChartMark[];
  at: (step: number) => number;
  onStep?: (index: number) => void;
}) {
  const format = useFormats();
  return (
    <div className="relative h-6">
      {marks.map(({ step, label }, place) => (
        <button
          key={step}
          type="button"
          aria-label={label}
          title={label}
          onClick={() => onStep?.(step)}
          style={{ insetInlineStart: `${at(step)}%` }}
          className="absolute top-0 -ms-3 size-6 rounded-full border border-edge bg-surface text-small leading-none tabular-nums hover:border-ink"
        >
          {format.number(place + 1)}
        </button>
      ))}
    </div>
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
