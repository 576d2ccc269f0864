import { useTranslation } from "react-i18next";
import type { WinLossOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Fold } from "@/components/Fold";
import { useFormats } from "@/lib/format";

/** How far the explanation can be believed: counts, how well unseen deals were told apart, calibration. */
export function Quality({ shown }: { shown: WinLossOut }) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const { quality, cohort } = shown;
  const two = (value: number | null | undefined) => (value == null ? "–" : format.number(value, 2));
  return (
    <div>
      <dl className="grid grid-cols-2 gap-x-8 gap-y-5 border-y border-line py-5 sm:grid-cols-4">
        <Figure term={t("quality.deals")} note={t("quality.split", { won: cohort.won, lost: cohort.lost })}>
          {format.number(cohort.deals)}
        </Figure>
        {cohort.win_rate && (
          <Figure
            term={t("quality.rate")}
            note={t("quality.between", {
              low: format.percent(cohort.win_rate.low),
              high: format.percent(cohort.win_rate.high),
            })}
          >
            <DottedNumber
              from={{
                definition: t("quality.rateDefinition"),
                sample: t("quality.n", { count: cohort.deals }),
              }}
            >
              {format.percent(cohort.win_rate.value)}
            </DottedNumber>
          </Figure>
        )}
        {shown.auc != null && (
          <Figure
            term={t("quality.auc")}
            note={t("quality.between", { low: two(shown.auc_low), high: two(shown.auc_high) })}
          >
            <DottedNumber
              from={{
                definition: t("quality.aucDefinition"),
                sample: t("quality.tried", { folds: quality.folds, groups: quality.groups }),
                source: t("quality.source"),
              }}
            >
              {two(shown.auc)}
            </DottedNumber>
          </Figure>
        )}
        {shown.brier != null && (
          <Figure term={t("quality.brier")} note={t("quality.base", { base: two(quality.base_brier) })}>
            <DottedNumber
              from={{
                definition: t("quality.brierDefinition"),
                sample: t("quality.between", { low: two(shown.brier_low), high: two(shown.brier_high) }),
              }}
            >
              {two(shown.brier)}
            </DottedNumber>
          </Figure>
        )}
      </dl>
      {quality.too_good && <p className="mt-3 text-warn">{t("quality.tooGood")}</p>}
      {(quality.calibration?.length ?? 0) > 1 && (
        <Fold className="mt-3" summary={<span className="text-small">{t("quality.calibration")}</span>}>
          <table className="mt-2 text-small tabular-nums">
            <thead className="text-soft">
              <tr>
                {(["predicted", "won", "n"] as const).map((name) => (
                  <th key={name} scope="col" className="pe-6 text-start font-normal">
                    {t(`quality.columns.${name}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {quality.calibration?.map((bin) => (
                <tr key={bin.predicted}>
                  <td>{format.percent(bin.predicted)}</td>
                  <td>{format.percent(bin.won)}</td>
                  <td>{bin.n}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Fold>
      )}
    </div>
  );
}

function Figure({ term, note, children }: { term: string; note: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0">
      <dt className="text-small text-soft">{term}</dt>
      <dd className="mt-0.5 text-title tabular-nums">{children}</dd>
      <dd className="mt-0.5 text-small text-soft">{note}</dd>
    </div>
  );
}
