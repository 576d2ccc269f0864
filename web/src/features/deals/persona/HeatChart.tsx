import { useTranslation } from "react-i18next";
import type { HeatChart as Heat } from "@/api/types.gen";
import { Picture } from "./Charts";
import { busiest, dayName, span, week } from "./heat";

const SIZE = 20;
const GAP = 2;

/** Hours of the week in which the contact was active: the darker, the more often. */
export function HeatChart({ heat }: { heat: Heat }) {
  const { t, i18n } = useTranslation("persona");
  const { from, to } = span(heat.cells);
  const days = week(i18n.language);
  const most = Math.max(1, ...heat.cells.flat());
  const hours = Array.from({ length: to - from + 1 }, (_, place) => from + place);
  const hour = (value: number) => `${value}:00`;
  const said = busiest(heat.cells)
    .map(({ day, hour: at, count }) =>
      t("charts.heatCell", { day: dayName(i18n.language, day, "long"), hour: hour(at), count }),
    )
    .join(", ");
  const ticks = [from, Math.round((from + to) / 2), to];
  return (
    <Picture
      title={t("charts.heat")}
      text={
        heat.n === 0
          ? t("charts.none")
          : heat.zone_known
            ? t("charts.heatText", { count: heat.n, zone: heat.zone })
            : t("charts.heatUtc")
      }
    >
      {heat.n > 0 && (
        <div className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2">
          <ul aria-hidden className="grid grid-rows-7 text-small text-soft">
            {days.map((day) => (
              <li key={day} className="flex items-center leading-none">
                {dayName(i18n.language, day, "short")}
              </li>
            ))}
          </ul>
          <svg
            role="img"
            aria-label={`${t("charts.heat")}: ${said}`}
            viewBox={`0 0 ${(to - from + 1) * (SIZE + GAP) - GAP} ${7 * (SIZE + GAP) - GAP}`}
            className="block w-full max-w-100 rtl:-scale-x-100"
          >
            {days.map((day, row) =>
              hours.map((at) => {
                const count = heat.cells[day]?.[at] ?? 0;
                return (
                  <rect
                    key={`${day}-${at}`}
                    x={(at - from) * (SIZE + GAP)}
                    y={row * (SIZE + GAP)}
                    width={SIZE}
                    height={SIZE}
                    rx="4"
                    className={count > 0 ? "fill-accent" : "fill-sunken"}
                    fillOpacity={count > 0 ? 0.3 + (0.7 * count) / most : 1}
                  />
                );
              }),
            )}
          </svg>
          <span />
          <p aria-hidden className="mt-1 flex max-w-100 justify-between text-small text-soft tabular-nums">
            {ticks.map((tick) => (
              <bdi key={tick}>{hour(tick)}</bdi>
            ))}
          </p>
        </div>
      )}
      {heat.undated > 0 && (
        <p className="mt-2 text-small text-soft">{t("charts.undated", { count: heat.undated })}</p>
      )}
    </Picture>
  );
}
