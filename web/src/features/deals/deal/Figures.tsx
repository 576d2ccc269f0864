import { TrendingDown, TrendingUp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DealPage, NormOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { useFormats } from "@/lib/format";
import { dayAt, isOver } from "../days";
import { money } from "../money";
import { WinProbability } from "../winloss/WinProbability";
import { movesOf } from "./moves";

/** The deal in figures: what it is worth, where it stands and since when, against deals that were won. */
export function Figures({ deal }: { deal: DealPage }) {
  const { t, i18n } = useTranslation("deals");
  const format = useFormats();
  const amount = deal.amount != null && money(i18n.language, deal.amount, deal.currency);
  return (
    <dl
      data-figures
      className="-mt-2 mb-8 grid grid-cols-2 gap-x-8 gap-y-5 border-y border-line py-5 sm:grid-cols-3 lg:grid-cols-[repeat(auto-fit,minmax(9rem,1fr))]"
    >
      <Figure
        term={t("figures.amount")}
        note={deal.discount ? t("figures.discount", { share: format.percent(deal.discount, 1) }) : null}
      >
        {amount ? <bdi>{amount}</bdi> : <span className="text-soft">–</span>}
      </Figure>
      {deal.days_in_stage != null && deal.status === "open" && (
        <Figure
          term={<bdi>{t("figures.inStage", { stage: deal.stage })}</bdi>}
          note={<Norm days={deal.days_in_stage} norm={deal.stage_norm} />}
        >
          <Age days={deal.days_in_stage} norm={deal.stage_norm} what={t("figures.stageDefinition")} />
        </Figure>
      )}
      <Figure
        term={deal.status === "open" ? t("figures.age") : t("figures.took")}
        note={<Norm {...deal.age} />}
      >
        <Age {...deal.age} what={t("figures.ageDefinition")} />
      </Figure>
      <CloseFigure deal={deal} />
      {deal.status === "open" && <WinProbability dealId={deal.id} />}
    </dl>
  );
}

export function Figure({ term, note, children }: { term: ReactNode; note?: ReactNode; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="truncate text-small text-soft">{term}</dt>
      <dd className="mt-0.5 text-title tabular-nums">{children}</dd>
      {note && <dd className="mt-0.5 text-small text-soft">{note}</dd>}
    </div>
  );
}

interface Against {
  days: number | null;
  norm?: NormOut | null;
}

function Age({ days, norm, what }: Against & { what: string }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  return (
    <DottedNumber
      from={{
        definition: what,
        sample:
          norm?.median == null
            ? t("figures.fewWon", { count: norm?.n ?? 0 })
            : t("figures.norm", {
                count: norm.n,
                usual: format.number(norm.median),
                upper: format.number(norm.upper ?? norm.median),
              }),
        source: t("figures.normSource"),
      }}
    >
      {days === null ? "–" : t("days", { count: days })}
    </DottedNumber>
  );
}

/** How the age compares with deals that were won; plainly, where too few were. */
function Norm({ days, norm }: Against) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  if (norm?.median == null) return t("figures.noNorm");
  const long = norm.upper != null && days !== null && days > norm.upper;
  return (
    <span className={long ? "text-warn" : undefined}>
      {long && <TrendingUp aria-hidden className="me-1 inline size-3.5" />}
      {t(long ? "figures.longerThan" : "figures.usually", {
        usual: format.number(norm.median),
        upper: format.number(norm.upper ?? norm.median),
      })}
    </span>
  );
}

function CloseFigure({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  if (deal.status !== "open")
    return (
      <Figure term={t(`figures.closed.${deal.status}`)}>
        {deal.closed_at ? format.day(deal.closed_at) : "–"}
      </Figure>
    );
  if (!deal.close_on) return <Figure term={t("figures.closes")}>–</Figure>;
  const { count, days } = movesOf(deal.close_moves ?? []);
  const Icon = days >= 0 ? TrendingUp : TrendingDown;
  return (
    <Figure
      term={t("figures.closes")}
      note={
        count > 0 ? (
          <span className={days > 0 ? "text-warn" : undefined}>
            <Icon aria-hidden className="me-1 inline size-3.5" />
            {t(days >= 0 ? "figures.movedLater" : "figures.movedEarlier", {
              count,
              days: format.number(Math.abs(days)),
            })}
          </span>
        ) : null
      }
    >
      <span className={isOver(deal.close_on) ? "text-bad" : undefined}>
        {format.day(dayAt(deal.close_on))}
        {isOver(deal.close_on) && <span className="block text-small">{t("figures.over")}</span>}
      </span>
    </Figure>
  );
}
