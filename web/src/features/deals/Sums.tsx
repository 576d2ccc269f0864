import { useTranslation } from "react-i18next";
import { money, shortMoney } from "./money";

interface SumsProps {
  totals: readonly { currency?: string | null; amount: number }[];
}

/** Sums of deals, each currency for itself: what one is worth in another nobody has said. */
export function Sums({ totals }: SumsProps) {
  const { i18n } = useTranslation();
  return totals
    .filter((total) => total.amount !== 0)
    .map(({ amount, currency }, place) => (
      <span key={currency ?? ""} title={money(i18n.language, amount, currency)} className="tabular-nums">
        {place > 0 && " + "}
        <bdi>{shortMoney(i18n.language, amount, currency)}</bdi>
      </span>
    ));
}
