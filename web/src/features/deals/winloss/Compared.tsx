import { useTranslation } from "react-i18next";
import type { WinLossOut } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** Two cohorts side by side: what sets them apart, what is sure first; or one against the company. */
export function Compared({ shown }: { shown: WinLossOut }) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const share = (value: number | null) => (value === null ? "–" : format.percent(value));
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-md text-start">
        <thead className="text-small text-soft">
          <tr className="border-b border-line">
            <th scope="col" className="py-2 text-start font-normal">
              {t("compare.what")}
            </th>
            <th scope="col" className="px-3 text-end font-normal">
              {t("compare.a")}
            </th>
            <th scope="col" className="px-3 text-end font-normal">
              {t("compare.b")}
            </th>
            <th scope="col" className="text-end font-normal">
              {t("compare.difference")}
            </th>
          </tr>
        </thead>
        <tbody className="tabular-nums">
          {shown.differences?.map((one) => (
            <tr key={`${one.kind}-${one.name}`} className="border-b border-line">
              <th scope="row" className="py-2 text-start font-normal wrap-anywhere">
                <bdi>{one.name}</bdi>
                <span className="block text-small text-soft">
                  {t(`compare.kind.${one.kind === "win_rate" ? "win_rate" : "share"}`)}
                  {!one.sure && ` · ${t("compare.unsure")}`}
                </span>
              </th>
              <td className="px-3 text-end">{share(one.a)}</td>
              <td className="px-3 text-end">{share(one.b)}</td>
              <td className="text-end text-small text-soft" dir="ltr">
                {format.number(100 * one.difference.low)} … {format.number(100 * one.difference.high)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** A cohort's figures beside those of all closed deals and of the most comparable ones. */
export function Benchmarks({ shown }: { shown: WinLossOut }) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  return (
    <div className="overflow-x-auto">
      <table className="w-full min-w-md tabular-nums">
        <thead className="text-small text-soft">
          <tr className="border-b border-line">
            <td />
            {(["value", "comparable", "company"] as const).map((name) => (
              <th key={name} scope="col" className="px-3 py-2 text-end font-normal">
                {t(`benchmark.${name}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.benchmarks?.map((row, place) => (
            <tr key={row.name} className="border-b border-line">
              <th scope="row" className="py-2 text-start font-normal">
                {row.name}
              </th>
              {(["value", "comparable", "company"] as const).map((name) => {
                const of = row[name];
                const written =
                  place === 0 ? (n: number) => format.percent(n) : (n: number) => format.number(n);
                return (
                  <td key={name} className="px-3 text-end">
                    {of ? written(of.value) : "–"}
                    {of && (
                      <span className="block text-small text-soft">
                        {written(of.low)}–{written(of.high)}
                      </span>
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
