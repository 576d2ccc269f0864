import { useTranslation } from "react-i18next";
import type { Interval, VariantUse } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** The two wordings side by side, and whether they can be told apart. */
export function Variants({
  variants,
  difference,
}: {
  variants: readonly VariantUse[];
  difference: Interval | null;
}) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const points = (share: number) => format.number(Math.round(100 * share) + 0);
  const name = t("page.table", { what: t("page.variants.title") });
  const heads = ["variant", "deals", "suggested", "done", "thumbs"] as const;
  return (
    <>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard */}
      <section className="overflow-x-auto" aria-label={name} tabIndex={0}>
        <table className="w-full text-start sm:min-w-lg">
          <thead>
            <tr className="border-b border-line text-small text-soft">
              {heads.map((head) => (
                <th key={head} scope="col" className="py-2 pe-3 text-start font-normal">
                  {t(`page.variants.${head}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {variants.map((one) => (
              <tr key={one.variant} className="border-b border-line last:border-0">
                <th scope="row" className="py-2 pe-3 text-start font-normal">
                  {t(`page.variants.${one.variant}`)}
                </th>
                <td className="py-2 pe-3">{format.number(one.deals)}</td>
                <td className="py-2 pe-3">{format.number(one.suggested)}</td>
                <td className="py-2 pe-3">
                  {one.done ? (
                    <bdi>
                      {format.percent(one.done.value)} ({format.percent(one.done.low)}–
                      {format.percent(one.done.high)})
                    </bdi>
                  ) : (
                    <span className="text-soft">{t("page.variants.few")}</span>
                  )}
                </td>
                <td className="py-2 pe-3">
                  {format.number(one.useful)} / {format.number(one.not_useful)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <p className="mt-3 max-w-prose text-soft">
        {difference
          ? t("page.variants.difference", {
              value: points(difference.value),
              low: points(difference.low),
              high: points(difference.high),
            })
          : t("page.variants.noDifference")}
      </p>
    </>
  );
}
