import { useTranslation } from "react-i18next";
import type { MetricUsage } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { everyDay } from "./days";

/** What became of a question; told apart by fill and by order, not by colour alone. */
const PARTS = [
  ["answered", "bg-accent"],
  ["clarified", "bg-accent/45"],
  ["refused", "bg-edge"],
  ["failed", "bg-bad"],
] as const;

/** Questions per day as stacked bars. */
export function Days({ usage }: { usage: MetricUsage }) {
  const { t } = useTranslation("usage");
  const format = useFormats();
  const found = new Map(usage.by_day.map((day) => [day.day, day]));
  const days = everyDay(usage.since, usage.until);
  const most = Math.max(1, ...usage.by_day.map((day) => day.asked ?? 0));
  const totals = Object.fromEntries(
    (["asked", "answered", "clarified", "refused", "failed"] as const).map((part) => [
      part,
      usage[part] ?? 0,
    ]),
  );
  return (
    <Section title={t("perDay")}>
      <div role="img" aria-label={t("chart", totals)}>
        <div className="flex h-36 items-end gap-px">
          {days.map((day) => (
            <div
              key={day}
              title={`${format.day(day)}: ${found.get(day)?.asked ?? 0}`}
              className="flex h-full grow flex-col-reverse"
            >
              {PARTS.map(([part, fill]) => (
                <div
                  key={part}
                  className={fill}
                  style={{ height: `${((found.get(day)?.[part] ?? 0) / most) * 100}%` }}
                />
              ))}
            </div>
          ))}
        </div>
        <div className="mt-1 flex justify-between border-t border-line pt-1 text-small text-soft">
          <span>{format.day(usage.since)}</span>
          <span>{format.day(usage.until)}</span>
        </div>
      </div>
      <ul className="mt-3 flex flex-wrap gap-x-5 gap-y-1 text-small text-soft">
        {PARTS.map(([part, fill]) => (
          <li key={part} className="flex items-center gap-2">
            <span aria-hidden className={`size-3 rounded-small ${fill}`} />
            {t(part)} {format.number(usage[part] ?? 0)}
          </li>
        ))}
      </ul>
    </Section>
  );
}
