import { Link } from "@tanstack/react-router";
import { ArrowRight, Ellipsis } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { classes } from "@/lib/classes";
import { money } from "../money";
import type { Moving } from "../useMove";
import { Waits } from "../Waits";
import { DRAGGED, stageBeside } from "./move";

interface CardProps {
  deal: DealItem;
  stages: readonly string[];
  moving: Moving;
}

/** A deal on the board: picked up with the mouse, moved with Alt and an arrow key, or from its menu. */
export function Card({ deal, stages, moving }: CardProps) {
  const { t, i18n } = useTranslation("deals");
  const mayChange = deal.may_change ?? false;
  const forward = i18n.dir() === "rtl" ? "ArrowLeft" : "ArrowRight";
  const step = (key: string) => (key === forward ? 1 : key.startsWith("Arrow") ? -1 : null);
  return (
    <li
      draggable={mayChange}
      data-deal={deal.id}
      onDragStart={(event) => {
        event.dataTransfer.setData(DRAGGED, deal.id);
        event.dataTransfer.effectAllowed = "move";
      }}
      onKeyDown={(event) => {
        if (!event.altKey || !["ArrowLeft", "ArrowRight"].includes(event.key) || !mayChange) return;
        event.preventDefault();
        const to = stageBeside(stages, deal.stage ?? null, step(event.key) as 1 | -1);
        if (to) moving.move(deal, to);
      }}
      className={classes(
        "group rounded-control bg-surface p-3 shadow-lift",
        mayChange && "cursor-grab active:cursor-grabbing",
        moving.isMoving(deal.id) && "opacity-60",
      )}
    >
      <div className="flex items-start gap-1">
        <Link
          to="/deals/$dealId"
          params={{ dealId: deal.id }}
          draggable={false}
          className="min-w-0 grow font-strong hover:underline"
        >
          <bdi className="line-clamp-2">{deal.name}</bdi>
        </Link>
        {mayChange && (
          <Menu
            align="end"
            header={t("board.moveTo")}
            trigger={
              <IconButton
                label={t("board.move", { name: deal.name })}
                className="-me-1.5 -mt-1 size-7! touch:size-11!"
              >
                <Ellipsis aria-hidden />
              </IconButton>
            }
            groups={[
              stages.map((stage) => ({
                label: <bdi>{stage}</bdi>,
                icon: <ArrowRight aria-hidden className="directional" />,
                chosen: stage === deal.stage,
                disabled: stage === deal.stage,
                onSelect: () => moving.move(deal, stage),
              })),
            ]}
          />
        )}
      </div>
      {deal.account && (
        <p className="truncate text-small text-soft">
          <bdi>{deal.account.name}</bdi>
        </p>
      )}
      <p className="mt-2 flex items-center gap-2">
        {deal.amount != null && (
          <bdi className="tabular-nums">{money(i18n.language, deal.amount, deal.currency)}</bdi>
        )}
        {deal.owner && (
          <span className="ms-auto" title={deal.owner.name}>
            <span className="sr-only">{deal.owner.name}</span>
            <Avatar name={deal.owner.name} size="small" />
          </span>
        )}
      </p>
      <Waits deal={deal} className="mt-1" />
    </li>
  );
}
