import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import type { Comparison } from "@/api/types.gen";
import { Fold } from "@/components/Fold";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";

/** The same as figures: who stands where, and every call with its place among all. */
export function Table({ found, person }: { found: Comparison; person?: string }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const units = useUnits();
  const names = new Map(
    found.reps.flatMap((row) => (row.user ? [[row.user.user_id, row.user.name] as const] : [])),
  );
  const points = found.points.filter((point) => !person || point.user_id === person).reverse();
  const cell = "py-1.5 pe-4 text-start font-normal";
  return (
    <Fold summary={t("compare.table", { count: points.length })}>
      <div className="mt-3 max-h-96 overflow-auto">
        <table className="w-full">
          <thead>
            <tr className="border-b border-line text-small text-soft">
              {(["call", "day", "rep", "value", "place"] as const).map((name) => (
                <th key={name} scope="col" className={cell}>
                  {t(`compare.columns.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {points.map((point) => (
              <tr key={point.call_id} className="border-b border-line last:border-0">
                <th scope="row" className={cell}>
                  <Link
                    to="/calls/$callId"
                    params={{ callId: point.call_id }}
                    className="underline decoration-line underline-offset-4 hover:decoration-ink"
                  >
                    <bdi>{point.title}</bdi>
                  </Link>
                </th>
                <td className={`${cell} whitespace-nowrap`}>{format.day(point.at)}</td>
                <td className={cell}>
                  <bdi>{names.get(point.user_id)}</bdi>
                </td>
                <td className={cell}>{units(point.value, found.unit)}</td>
                <td className={cell}>{found.enough ? format.percent(point.percentile) : "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Fold>
  );
}
