import { useTranslation } from "react-i18next";
import type { WinLossFactor } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Fold } from "@/components/Fold";
import { useFormats } from "@/lib/format";
import { EvidenceList } from "../card/EvidenceList";
import { Forest } from "./Forest";
import { points, reach } from "./points";
import type { Asked } from "./useWinLoss";

interface FactorsProps {
  factors: readonly WinLossFactor[];
  onDeals: (asked: Omit<Asked, "cohort"> & { name: string }) => void;
}

/** What goes with winning or losing, as a forest plot; what is not sure is folded away. */
export function Factors({ factors, onDeals }: FactorsProps) {
  const { t } = useTranslation("winLoss");
  const sure = factors.filter((factor) => factor.sure);
  const rest = factors.filter((factor) => !factor.sure);
  const scale = reach(factors);
  return (
    <>
      {sure.length > 0 ? (
        <Rows factors={sure} scale={scale} onDeals={onDeals} />
      ) : (
        <p className="text-soft">{t("factors.none")}</p>
      )}
      {rest.length > 0 && (
        <Fold className="mt-5" summary={t("factors.unsure", { count: rest.length })}>
          <p className="mt-2 mb-4 max-w-prose text-small text-soft">{t("factors.unsureText")}</p>
          <Rows factors={rest} scale={scale} onDeals={onDeals} />
        </Fold>
      )}
    </>
  );
}

function Rows({ factors, scale, onDeals }: FactorsProps & { scale: number }) {
  const { t } = useTranslation("winLoss");
  return (
    <div>
      <ul className="flex flex-col divide-y divide-line">
        {factors.map((factor) => (
          <li key={factor.key} className="py-3">
            <Row factor={factor} scale={scale} onDeals={onDeals} />
          </li>
        ))}
      </ul>
      <p
        aria-hidden
        dir="ltr"
        className="ms-auto flex justify-between ps-18 text-small text-soft tabular-nums sm:w-[calc(50%-0.75rem)]"
      >
        <span>{points(-scale)}</span>
        <span>{t("factors.scale")}</span>
        <span>{points(scale)}</span>
      </p>
    </div>
  );
}

function Row({
  factor,
  scale,
  onDeals,
}: { factor: WinLossFactor; scale: number } & Pick<FactorsProps, "onDeals">) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const figures = {
    value: points(factor.effect),
    low: points(factor.low),
    high: points(factor.high),
  };
  return (
    <div className="grid gap-x-6 gap-y-2 sm:grid-cols-2">
      <div className="min-w-0">
        <p className="wrap-anywhere">
          <bdi>{factor.name}</bdi>
        </p>
        <p className="flex flex-wrap gap-x-3 text-small text-soft">
          {(["won", "lost"] as const).map((outcome) => (
            <button
              key={outcome}
              type="button"
              className="underline decoration-line underline-offset-4 hover:text-ink hover:decoration-ink touch:min-h-11"
              onClick={() => onDeals({ name: factor.name, conditions: [...factor.conditions], outcome })}
            >
              {t(`count.${outcome}`, { count: factor[outcome] })}
            </button>
          ))}
          <span>
            {t("factors.rates", {
              rate: format.percent(factor.win_rate),
              without: format.percent(factor.rate_without),
            })}
          </span>
        </p>
      </div>
      <div className="flex items-center gap-4">
        <span className="w-14 shrink-0 text-end" dir="ltr">
          <DottedNumber
            from={{
              definition: t("factors.definition", { against: factor.against }),
              sample: t("factors.sample", { ...figures, count: factor.won + factor.lost }),
              source: t("factors.source"),
            }}
          >
            {figures.value}
          </DottedNumber>
        </span>
        <div dir="ltr" className="grow">
          <Forest
            label={factor.name}
            text={t("factors.text", figures)}
            value={factor.effect}
            low={factor.low}
            high={factor.high}
            reach={scale}
            sure={factor.sure}
          />
        </div>
      </div>
      {(factor.quotes?.length ?? 0) > 0 && (
        <div className="sm:col-span-2">
          <EvidenceList evidence={factor.quotes ?? []} first={1} />
        </div>
      )}
    </div>
  );
}
