import { useTranslation } from "react-i18next";
import type { TableOut } from "@/api/types.gen";
import { Fold } from "@/components/Fold";
import { useFormats } from "@/lib/format";

/** A table as it was loaded, column by column. */
export function TableReport({ table, open }: { table: TableOut; open: boolean }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const rows = t("table.rows", { count: table.rows, n: format.number(table.rows) });
  return (
    <Fold
      open={open}
      className="border-b border-line py-2"
      summary={
        <span>
          <bdi className="font-strong text-ink">{table.label}</bdi> · {rows} ·{" "}
          {t("report.columns", { count: table.columns.length })}
          {table.rejected > 0 && (
            <span className="text-warn">
              {" "}
              · {t("report.notTaken", { count: table.rejected, n: format.number(table.rejected) })}
            </span>
          )}
        </span>
      }
    >
      <section
        aria-label={table.label}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="mt-2 mb-3 overflow-x-auto"
      >
        <table className="w-full text-small">
          <thead>
            <tr className="text-soft">
              {(["column", "kind", "filled", "different", "example"] as const).map((name) => (
                <th key={name} scope="col" className="py-1 pe-4 text-start font-normal whitespace-nowrap">
                  {t(`report.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.columns.map((column) => (
              <tr key={column.name} className="border-t border-line align-top">
                <th scope="row" className="py-1.5 pe-4 text-start">
                  <bdi>{column.header}</bdi>
                </th>
                <td className="py-1.5 pe-4 whitespace-nowrap">
                  {t(`columnTypes.${column.type}`)}
                  {column.unit && <bdi className="text-soft"> {column.unit}</bdi>}
                </td>
                <td className="py-1.5 pe-4">
                  {format.percent(table.rows > 0 ? 1 - column.nulls / table.rows : 0)}
                </td>
                <td className="py-1.5 pe-4">{format.number(column.distinct)}</td>
                <td className="max-w-80 truncate py-1.5 text-soft">
                  <bdi>{column.sample.slice(0, 3).map(String).join(", ")}</bdi>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Fold>
  );
}
