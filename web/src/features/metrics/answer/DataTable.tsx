import { ArrowDown, ArrowUp } from "lucide-react";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import type { Told, Value } from "../types";
import { csv, isNumeric, pressed, type Sorting, sorted, spelled } from "./table";
import { written } from "./value";

const FIRST = 50;

/** The rows behind an answer; a press on a heading sorts them. */
export function DataTable({ answer }: { answer: Told }) {
  const { t, i18n } = useTranslation("metrics");
  const format = useFormats();
  const [sorting, setSorting] = useState<Sorting | null>(null);
  const [all, setAll] = useState(false);
  const { columns = [], rows = [], truncated } = answer;
  const grain = answer.understanding?.query.time?.grain;
  const spelling = useMemo(() => spelled(answer.facts ?? []), [answer.facts]);
  const place = useMemo(() => new Map<Value[], number>(rows.map((row, index) => [row, index])), [rows]);
  const ordered = useMemo(() => sorted(rows, sorting, i18n.language), [rows, sorting, i18n.language]);
  const shown = all ? ordered : ordered.slice(0, FIRST);
  if (columns.length === 0) return null;
  return (
    <div>
      <section
        aria-label={t("table.label")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        className="max-h-[28rem] overflow-auto rounded-control border border-line"
      >
        <table className="w-full text-small">
          <caption className="sr-only">{answer.understanding?.words || answer.asked}</caption>
          <thead className="sticky top-0 bg-sunken">
            <tr>
              {columns.map((column, index) => {
                const numeric = isNumeric(column);
                const order = sorting?.column === index ? sorting : null;
                const Arrow = order?.descending ? ArrowDown : ArrowUp;
                return (
                  <th
                    key={column.name}
                    scope="col"
                    aria-sort={order ? (order.descending ? "descending" : "ascending") : undefined}
                    className={numeric ? "text-end" : "text-start"}
                  >
                    <button
                      type="button"
                      onClick={() => setSorting(pressed(sorting, index, numeric))}
                      className="inline-flex min-h-9 items-center gap-1 px-3 hover:text-accent touch:min-h-11"
                    >
                      <bdi>{column.label}</bdi>
                      <Arrow aria-hidden className={classes("size-3.5", !order && "invisible")} />
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={place.get(row)} className="border-t border-line hover:bg-sunken">
                {columns.map((column, index) => {
                  const value = row[index] ?? null;
                  return (
                    <td
                      key={column.name}
                      className={classes("px-3 py-1.5", isNumeric(column) && "text-end whitespace-nowrap")}
                    >
                      <bdi>
                        {spelling.get(`${place.get(row)}:${column.name}`) ??
                          written(value, column, i18n.language, grain)}
                      </bdi>
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <div className="mt-2 flex flex-wrap items-center gap-2 text-small text-soft">
        <span>
          {t("table.rows", { count: rows.length, n: format.number(rows.length) })}
          {truncated && ` · ${t("table.more")}`}
        </span>
        {ordered.length > shown.length && (
          <Button size="small" kind="quiet" onClick={() => setAll(true)}>
            {t("table.all", { n: format.number(rows.length) })}
          </Button>
        )}
        <span className="ms-auto">
          <CopyButton text={csv(columns, ordered)} label={t("table.copy")} />
        </span>
      </div>
    </div>
  );
}
