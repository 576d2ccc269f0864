import { Link } from "@tanstack/react-router";
import { type KeyboardEvent, useRef, useState } from "react";
import type { CallBand, ComparePoint, Percentiles } from "@/api/types.gen";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";
import { spread, step } from "./signals";

interface StripProps {
  name: string;
  points: readonly ComparePoint[];
  percentiles: Percentiles;
  band: CallBand | null;
  scale: readonly [number, number];
  unit: string;
}

const ROW_PIXELS = 9;

/** Every call as a dot on one line, over the middle half of their values and the published band. */
export function Strip({ name, points, percentiles, band, scale, unit }: StripProps) {
  const share = (value: number) => (value - scale[0]) / (scale[1] - scale[0]);
  const at = (value: number) => `${(100 * share(value)).toFixed(2)}%`;
  const ordered = [...points].sort((a, b) => a.value - b.value);
  const levels = spread(
    ordered.map((point) => share(point.value)),
    0.016,
  );
  const deepest = Math.min(3, Math.max(0, ...levels.map(Math.abs)));
  const { p25, p50, p75 } = percentiles;
  const [seen, setSeen] = useState<ComparePoint | null>(null);
  const dots = useDots(ordered.length);
  return (
    <div>
      <div className="relative" style={{ blockSize: 28 + 2 * deepest * ROW_PIXELS }}>
        {band && (
          <span
            aria-hidden
            className="absolute inset-y-0 rounded-small bg-good/12"
            style={stretch(share(band.low ?? scale[0]), share(band.high ?? scale[1]))}
          />
        )}
        <span aria-hidden className="absolute inset-x-0 top-1/2 border-t border-line" />
        {p25 != null && p75 != null && (
          <span
            aria-hidden
            className="absolute top-1/2 h-3 -translate-y-1/2 rounded-full bg-accent/15"
            style={stretch(share(p25), share(p75))}
          />
        )}
        {p50 != null && points.length > 1 && (
          <span
            aria-hidden
            className="absolute top-1/2 -ms-px h-5 w-0.5 -translate-y-1/2 bg-ink"
            style={{ insetInlineStart: at(p50) }}
          />
        )}
        <ul ref={dots.list} aria-label={name} onKeyDown={dots.onKeyDown}>
          {ordered.map((point, place) => (
            <li
              key={point.call_id}
              className="absolute -ms-1"
              style={{
                insetInlineStart: at(point.value),
                insetBlockStart: `calc(50% + ${Math.max(-deepest, Math.min(deepest, levels[place] ?? 0)) * ROW_PIXELS}px)`,
              }}
            >
              <Dot
                point={point}
                unit={unit}
                reached={place === dots.reached}
                onSeen={() => {
                  dots.reach(place);
                  setSeen(point);
                }}
                onLeft={() => setSeen(null)}
              />
            </li>
          ))}
        </ul>
      </div>
      <Caption point={seen} unit={unit} />
    </div>
  );
}

interface DotProps {
  point: ComparePoint;
  unit: string;
  reached: boolean;
  onSeen: () => void;
  onLeft: () => void;
}

function Dot({ point, unit, reached, onSeen, onLeft }: DotProps) {
  const format = useFormats();
  const units = useUnits();
  return (
    <Link
      to="/calls/$callId"
      params={{ callId: point.call_id }}
      aria-label={`${point.title}, ${format.day(point.at)}: ${units(point.value, unit)}`}
      tabIndex={reached ? 0 : -1}
      onFocus={onSeen}
      onPointerEnter={onSeen}
      onBlur={onLeft}
      onPointerLeave={onLeft}
      className="absolute size-2 -translate-y-1/2 rounded-full bg-accent/70 hover:bg-ink focus-visible:bg-ink"
    />
  );
}

/** Which call the dot under the pointer or the focus is. Its line is always there, so that nothing moves. */
function Caption({ point, unit }: { point: ComparePoint | null; unit: string }) {
  const format = useFormats();
  const units = useUnits();
  return (
    <p aria-hidden className="h-5 truncate text-small text-soft">
      {point && (
        <>
          <span className="text-ink">{units(point.value, unit)}</span> · <bdi>{point.title}</bdi> ·{" "}
          {format.day(point.at)}
        </>
      )}
    </p>
  );
}

/** The dots of a line are one stop of the tab key; the arrows go from one to the next. */
function useDots(count: number) {
  const list = useRef<HTMLUListElement>(null);
  const [at, setAt] = useState(0);
  const reached = Math.min(at, Math.max(0, count - 1));
  const onKeyDown = (event: KeyboardEvent) => {
    const rtl = document.documentElement.dir === "rtl";
    const next = step(event.key, reached, count, rtl);
    if (next === null) return;
    event.preventDefault();
    list.current?.querySelectorAll("a")[next]?.focus();
  };
  return { list, reached, reach: setAt, onKeyDown };
}

function stretch(from: number, to: number) {
  return {
    insetInlineStart: `${(100 * from).toFixed(2)}%`,
    inlineSize: `${(100 * Math.max(0, to - from)).toFixed(2)}%`,
  };
}
