import { Link } from "@tanstack/react-router";
import { ArrowDown, ArrowUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DealItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Select } from "@/components/Select";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { dayAt } from "../days";
import { money } from "../money";
import { StatusMark } from "../StatusMark";
import { Waits } from "../Waits";
import { type Column, directionOf, isSort, SORTS, type Sort, turned } from "./sort";

interface TableProps {
  label: string;
  deals: readonly DealItem[];
  sort: string | undefined;
  onSort: (sort: Sort) => void;
}

/** The list as a table whose headings order it; on a phone one column, ordered by a list of choices. */
export function Table({ label, deals, sort, onSort }: TableProps) {
  const { t } = useTranslation("deals");
  const heading = (column: Column, looks?: string) => (
    <Heading column={column} sort={sort} onSort={onSort} className={looks} />
  );
  return (
    <>
      <Select
        aria-label={t("sort.label")}
        choices={SORTS.map((one) => ({ value: one, label: t(`sort.by.${one}`) }))}
        value={isSort(sort) ? sort : SORTS[0]}
        onChange={(event) => isSort(event.target.value) && onSort(event.target.value)}
        className="mb-3 md:hidden"
      />
      <table aria-label={label} className="w-full table-fixed border-collapse">
        <thead className="max-md:sr-only">
          <tr className="border-b border-line text-small text-soft">
            {heading("name", "w-[34%] text-start")}
            {heading("stage", "w-[19%] text-start")}
            {heading("amount", "w-[14%] text-end")}
            {heading("close_on", "w-[14%] text-start ps-6!")}
            {heading("activity", "w-[19%] text-start")}
          </tr>
        </thead>
        <tbody>
          {deals.map((deal) => (
            <Row key={deal.id} deal={deal} />
          ))}
        </tbody>
      </table>
    </>
  );
}

function Heading(props: {
  column: Column;
  sort: string | undefined;
  onSort: (sort: Sort) => void;
  className?: string;
}) {
  const { t } = useTranslation("deals");
  const { column, sort, onSort, className } = props;
  const direction = directionOf(column, sort);
  const Arrow = direction === "descending" ? ArrowDown : ArrowUp;
  return (
    <th
      scope="col"
      aria-sort={direction ?? undefined}
      className={classes("px-2 py-1.5 font-normal first:ps-0 last:pe-0", className ?? "")}
    >
      <button
        type="button"
        onClick={() => onSort(turned(column, sort))}
        className={classes("inline-flex items-center gap-1 hover:text-ink", direction && "text-ink")}
      >
        {t(`columns.${column}`)}
        {direction && <Arrow aria-hidden className="size-3.5" />}
      </button>
    </th>
  );
}

const cell = "px-2 py-3 align-top max-md:hidden last:pe-0";

function Row({ deal }: { deal: DealItem }) {
  const { t, i18n } = useTranslation("deals");
  const format = useFormats();
  const amount: ReactNode = deal.amount != null && (
    <bdi className="tabular-nums">{money(i18n.language, deal.amount, deal.currency)}</bdi>
  );
  return (
    <tr className="group relative border-b border-line last:border-0 hover:bg-sunken">
      <td className="py-3 pe-2 align-top">
        <span className="flex items-start gap-3">
          {deal.owner ? (
            <span title={deal.owner.name} className="mt-0.5 shrink-0">
              <span className="sr-only">{t("ownedBy", { name: deal.owner.name })}</span>
              <Avatar name={deal.owner.name} size="small" />
            </span>
          ) : (
            <span className="size-6 shrink-0" />
          )}
          <span className="min-w-0 grow">
            <Link
              to="/deals/$dealId"
              params={{ dealId: deal.id }}
              className="block font-strong after:absolute after:inset-0 group-hover:underline"
            >
              <bdi className="line-clamp-2">{deal.name}</bdi>
            </Link>
            {deal.account && (
              <span className="block truncate text-small text-soft">
                <bdi>{deal.account.name}</bdi>
              </span>
            )}
            <span className="mt-1 flex flex-wrap items-baseline gap-x-3 text-small md:hidden">
              <Stage deal={deal} />
              {amount}
            </span>
            <Waits deal={deal} className="md:hidden" />
          </span>
        </span>
      </td>
      <td className={cell}>
        <Stage deal={deal} />
        {deal.status === "open" && deal.days_in_stage != null && (
          <span className="block text-small text-soft tabular-nums">
            {t("inStage", { count: deal.days_in_stage })}
          </span>
        )}
      </td>
      <td className={classes(cell, "text-end")}>{amount}</td>
      <td className={classes(cell, "ps-6! tabular-nums")}>
        {deal.status === "open"
          ? deal.close_on && format.day(dayAt(deal.close_on))
          : deal.closed_at && format.day(deal.closed_at)}
      </td>
      <td className={cell}>
        {deal.last_activity_at && <span className="block">{format.ago(deal.last_activity_at)}</span>}
        <Waits deal={deal} />
      </td>
    </tr>
  );
}

function Stage({ deal }: { deal: DealItem }) {
  if (deal.status !== "open") return <StatusMark status={deal.status} />;
  return <bdi>{deal.stage}</bdi>;
}
