import { Link } from "@tanstack/react-router";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { BoardColumn } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import type { DealSearch } from "../list/filter";
import { StatusMark } from "../StatusMark";
import { Sums } from "../Sums";
import type { Moving } from "../useMove";
import { Card } from "./Card";
import { DRAGGED } from "./move";

interface ColumnProps {
  column: BoardColumn;
  stages: readonly string[];
  search: DealSearch;
  moving: Moving;
  onDropped: (dealId: string, stage: string) => void;
}

/** One stage: how many deals, what they sum up to, and the deals themselves. Takes a card that is dropped on it. */
export function Column({ column, stages, search, moving, onDropped }: ColumnProps) {
  const { t } = useTranslation("deals");
  const id = useId();
  const [over, setOver] = useState(false);
  const name = column.stage ?? t("board.noStage");
  const takes = (event: DragEvent) => column.stage !== null && event.dataTransfer.types.includes(DRAGGED);
  return (
    <section
      aria-labelledby={id}
      data-stage={column.stage}
      onDragOver={(event) => {
        if (!takes(event)) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        setOver(false);
        if (!takes(event) || !column.stage) return;
        event.preventDefault();
        onDropped(event.dataTransfer.getData(DRAGGED), column.stage);
      }}
      className={classes(
        "flex w-72 shrink-0 snap-start flex-col rounded-large p-2 transition-colors max-sm:w-[82vw] sm:max-h-[max(24rem,calc(100dvh-23rem))]",
        over ? "bg-accent-wash" : "bg-sunken",
      )}
    >
      <header className="px-1.5 pt-1 pb-3">
        <div className="flex items-baseline gap-2">
          <h2 id={id} className="min-w-0 truncate font-strong">
            <bdi>{name}</bdi>
          </h2>
          <span className="text-small text-soft tabular-nums">{column.count}</span>
          {column.status !== "open" && (
            <span className="ms-auto self-center">
              <StatusMark status={column.status} words={false} />
            </span>
          )}
        </div>
        <p className="min-h-5 text-small text-soft">
          <Sums totals={column.totals} />
        </p>
      </header>
      <ul aria-labelledby={id} className="-m-1 flex min-h-16 flex-col gap-2 p-1 sm:overflow-y-auto">
        {column.items.map((deal) => (
          <Card key={deal.id} deal={deal} stages={stages} moving={moving} />
        ))}
      </ul>
      {column.items.length === 0 && <p className="px-1.5 pb-2 text-small text-soft">{t("board.empty")}</p>}
      {column.count > column.items.length && (
        <Link
          to="/deals"
          search={{ ...search, stage: column.stage ?? undefined }}
          className="px-1.5 pt-3 pb-1 text-small text-accent hover:underline touch:min-h-11"
        >
          {t("board.all", { count: column.count })}
        </Link>
      )}
    </section>
  );
}
