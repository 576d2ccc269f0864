import { Link } from "@tanstack/react-router";
import { ArrowLeft, ChevronDown, MessageCircleWarning, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DealPage } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Keys } from "@/components/Keys";
import { Menu } from "@/components/Menu";
import { PageHeader } from "@/components/PageHeader";
import { handleObjection } from "@/lib/objection";
import { Closing } from "../Closing";
import { DealDialog } from "../entry/DealDialog";
import { Person } from "../Person";
import { StatusMark } from "../StatusMark";
import { useMove } from "../useMove";
import { useStages } from "../useStages";

/** What the deal is called, whose it is and where it stands. */
export function Head({ deal }: { deal: DealPage }) {
  const { t } = useTranslation(["deals", "common"]);
  const [editing, setEditing] = useState(false);
  return (
    <>
      <PageHeader
        above={
          <Link to="/deals" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("pages.list")}
          </Link>
        }
        title={deal.name}
        lead={
          <span className="flex flex-wrap items-center gap-x-4 gap-y-1">
            {deal.account && (
              <Link
                to="/accounts/$accountId"
                params={{ accountId: deal.account.id }}
                className="hover:text-ink hover:underline"
              >
                <bdi>{deal.account.name}</bdi>
              </Link>
            )}
            {deal.owner && <Person name={deal.owner.name} className="text-small" />}
          </span>
        }
        actions={
          <>
            <StageMenu deal={deal} />
            {deal.may_change && (
              <Button onClick={() => setEditing(true)}>
                <Pencil aria-hidden />
                {t("deal.edit")}
              </Button>
            )}
            <Button onClick={() => handleObjection({ dealId: deal.id })}>
              <MessageCircleWarning aria-hidden />
              {t("deal.objection")}
              <span className="max-md:hidden">
                <Keys keys={["H"]} />
              </span>
            </Button>
          </>
        }
      />
      {editing && <DealDialog deal={deal} onClose={() => setEditing(false)} />}
    </>
  );
}

/** The stage, which is also where it is changed. */
function StageMenu({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const stages = useStages();
  const work = useMove(stages.map(({ name, status }) => ({ stage: name, status })));
  const label = (
    <span className="inline-flex min-w-0 items-center gap-2">
      <StatusMark status={deal.status} words={false} />
      <bdi className="max-w-48 truncate">{deal.stage ?? t(`statuses.${deal.status}`)}</bdi>
    </span>
  );
  if (!deal.may_change)
    return (
      <span className="inline-flex h-9 items-center rounded-control border border-line px-3.5">{label}</span>
    );
  return (
    <>
      <Menu
        header={t("board.moveTo")}
        trigger={
          <Button
            busy={work.moving.isMoving(deal.id)}
            aria-label={t("deal.stage", { stage: deal.stage ?? t(`statuses.${deal.status}`) })}
          >
            {label}
            <ChevronDown aria-hidden />
          </Button>
        }
        groups={[
          stages.map((stage) => ({
            label: <bdi>{stage.name}</bdi>,
            icon: <StatusMark status={stage.status} words={false} />,
            chosen: stage.name === deal.stage,
            disabled: stage.name === deal.stage,
            onSelect: () => work.moving.move(deal, stage.name),
          })),
        ]}
      />
      <Closing {...work} />
    </>
  );
}
