import { useTranslation } from "react-i18next";
import type { LatencySpread } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

export interface SpreadRow {
  name: string;
  spread: LatencySpread;
  /** Turns it was measured in, where rows differ in it. */
  count?: number;
  strong?: boolean;
}

/** Times side by side on one scale: dark to the median, pale to what 19 of 20 stay within. */
export function Spreads({ first, rows }: { first: string; rows: readonly SpreadRow[] }) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const most = Math.max(1, ...rows.map(({ spread }) => spread.p95));
  const width = (value: number) => `${((100 * value) / most).toFixed(2)}%`;
  const ms = (value: number) => t("diagnostics.ms", { n: format.number(value) });
  return (
    <table className="w-full max-w-3xl">
      <thead className="text-small text-soft">
        <tr>
          <th className="pb-2 text-start font-normal">{first}</th>
          <th className="w-1/2 max-sm:hidden">
            <span className="sr-only">{t("diagnostics.picture")}</span>
          </th>
          <th className="pb-2 ps-4 text-end font-normal">{t("diagnostics.median")}</th>
          <th className="pb-2 ps-4 text-end font-normal">{t("diagnostics.most")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, spread, count, strong }) => (
          <tr key={name} className={classes("border-t border-line", strong && "font-strong")}>
            <th scope="row" className={classes("py-2 pe-4 text-start", !strong && "font-normal")}>
              <bdi>{name}</bdi>
              {count !== undefined && (
                <span className="block text-small font-normal text-soft">
                  {t("diagnostics.turns", { count })}
                </span>
              )}
            </th>
            <td className="max-sm:hidden">
              <svg aria-hidden className="block h-3 w-full rtl:-scale-x-100">
                <rect y="4" width={width(spread.p95)} height="4" className="fill-accent/25" />
                <rect y="2" width={width(spread.p50)} height="8" rx="1" className="fill-accent" />
              </svg>
            </td>
            <td className="py-2 ps-4 text-end whitespace-nowrap tabular-nums">{ms(spread.p50)}</td>
            <td className="py-2 ps-4 text-end whitespace-nowrap text-soft tabular-nums">{ms(spread.p95)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
