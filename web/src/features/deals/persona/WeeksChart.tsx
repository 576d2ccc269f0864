import { useTranslation } from "react-i18next";
import type { WeekCount } from "@/api/types.gen";
import { useFormats } from "@/lib/format";
import { Picture } from "./Charts";

const WIDTH = 12;
const HEIGHT = 96;
const KINDS = [
  ["them", "fill-accent"],
  ["together", "fill-good"],
  ["us", "fill-edge/60"],
] as const;

/** Touchpoints of the last half year by week: theirs at the bottom, then what was held together, then ours. */
export function WeeksChart({ weeks }: { weeks: readonly WeekCount[] }) {
  const { t } = useTranslation("persona");
  const format = useFormats();
  const counts = weeks.map((week) => ({ them: week.by_them, together: week.together, us: week.by_us }));
  const most = Math.max(0, ...counts.map(({ them, together, us }) => them + together + us));
  const first = weeks[0];
  const last = weeks.at(-1);
  if (!first || !last || most === 0) return <Picture title={t("charts.weeks")} text={t("charts.none")} />;
  return (
    <Picture
      title={t("charts.weeks")}
      text={
        <span className="flex flex-wrap gap-x-4">
          {KINDS.map(([kind, fill]) => (
            <span key={kind} className="inline-flex items-center gap-1.5">
              <svg aria-hidden viewBox="0 0 10 10" className="size-2.5">
                <rect width="10" height="10" rx="2" className={fill} />
              </svg>
              {t(`charts.${kind}`)}
            </span>
          ))}
        </span>
      }
    >
      <svg
        aria-hidden
        viewBox={`0 0 ${Math.max(weeks.length, 12) * WIDTH} ${HEIGHT}`}
        preserveAspectRatio="none"
        className="block h-24 w-full rtl:-scale-x-100"
      >
        <rect y={HEIGHT - 1} width="100%" height="1" className="fill-line" />
        {counts.map((count, place) => {
          let top = HEIGHT - 1;
          return KINDS.map(([kind, fill]) => {
            const height = ((HEIGHT - 4) * count[kind]) / most;
            top -= height;
            return height > 0 ? (
              <rect
                key={`${weeks[place]?.week}-${kind}`}
                x={place * WIDTH + 1}
                y={top + 0.5}
                width={WIDTH - 2}
                height={Math.max(1, height - 1)}
                rx="1.500"
                className={fill}
              />
            ) : null;
          });
        })}
      </svg>
      <p aria-hidden className="mt-1 flex justify-between text-small text-soft">
        <span>{format.shortDay(first.week)}</span>
        <span>{format.shortDay(last.week)}</span>
      </p>
      <ul className="sr-only">
        {weeks.map((week, place) => (
          <li key={week.week}>
            {t("charts.weekText", {
              at: t("charts.week", { at: format.day(week.week) }),
              ...counts[place],
            })}
          </li>
        ))}
      </ul>
    </Picture>
  );
}
