import { Link } from "@tanstack/react-router";
import type { CallBand, ComparePoint, Percentiles } from "@/api/types.gen";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";
import { spread } from "./signals";

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
  const units = useUnits();
  const format = useFormats();
  const share = (value: number) => (value - scale[0]) / (scale[1] - scale[0]);
  const at = (value: number) => `${(100 * share(value)).toFixed(2)}%`;
  const levels = spread(
    points.map((point) => share(point.value)),
    0.016,
  );
  const deepest = Math.min(3, Math.max(0, ...levels.map(Math.abs)));
  const { p25, p50, p75 } = percentiles;
  return (
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
      {p50 != null && (
        <span
          aria-hidden
          className="absolute top-1/2 -ms-px h-5 w-0.5 -translate-y-1/2 bg-ink"
          style={{ insetInlineStart: at(p50) }}
        />
      )}
      <ul aria-label={name}>
        {points.map((point, place) => (
          <li key={point.call_id}>
            <Link
              to="/calls/$callId"
              params={{ callId: point.call_id }}
              title={`${point.title} · ${format.day(point.at)} · ${units(point.value, unit)}`}
              aria-label={`${point.title}, ${format.day(point.at)}: ${units(point.value, unit)}`}
              className="absolute -ms-1 size-2 -translate-y-1/2 rounded-full bg-accent/70 hover:bg-ink"
              style={{
                insetInlineStart: at(point.value),
                insetBlockStart: `calc(50% + ${Math.max(-deepest, Math.min(deepest, levels[place] ?? 0)) * ROW_PIXELS}px)`,
              }}
            />
          </li>
        ))}
      </ul>
    </div>
  );
}

function stretch(from: number, to: number) {
  return {
    insetInlineStart: `${(100 * from).toFixed(2)}%`,
    inlineSize: `${(100 * Math.max(0, to - from)).toFixed(2)}%`,
  };
}
