import { useTranslation } from "react-i18next";
import type { WinLossPattern } from "@/api/types.gen";
import { useFormats } from "@/lib/format";
import type { Asked } from "./useWinLoss";

interface PatternsProps {
  patterns: readonly WinLossPattern[];
  onDeals: (asked: Omit<Asked, "cohort"> & { name: string }) => void;
}

/** Kinds of deals that end one way more often than the rest, with what is sure about it. */
export function Patterns({ patterns, onDeals }: PatternsProps) {
  const { t } = useTranslation("winLoss");
  if (patterns.length === 0) return <p className="text-soft">{t("patterns.none")}</p>;
  return (
    <div className="grid gap-x-10 gap-y-6 lg:grid-cols-2">
      {(["lost", "won"] as const).map((outcome) => {
        const some = patterns.filter((pattern) => pattern.outcome === outcome);
        if (some.length === 0) return null;
        return (
          <div key={outcome}>
            <h3 className="mb-2 text-small text-soft">{t(`patterns.${outcome}`)}</h3>
            <ul className="flex flex-col divide-y divide-line">
              {some.map((pattern) => (
                <li key={pattern.key} className="py-2.5">
                  <Item pattern={pattern} onDeals={onDeals} />
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </div>
  );
}

function Item({ pattern, onDeals }: { pattern: WinLossPattern } & Pick<PatternsProps, "onDeals">) {
  const { t } = useTranslation("winLoss");
  const format = useFormats();
  const hits = pattern.outcome === "lost" ? pattern.lost : pattern.won;
  return (
    <>
      <p className="wrap-anywhere">
        <bdi>{pattern.name}</bdi>
      </p>
      <p className="flex flex-wrap gap-x-3 text-small text-soft">
        <button
          type="button"
          className="underline decoration-line underline-offset-4 hover:text-ink hover:decoration-ink touch:min-h-11"
          onClick={() => onDeals({ name: pattern.name, conditions: [...pattern.conditions] })}
        >
          {t(`patterns.of.${pattern.outcome}`, { hits, total: pattern.won + pattern.lost })}
        </button>
        <span>
          {t("patterns.bound", { bound: format.percent(pattern.bound), base: format.percent(pattern.base) })}
        </span>
      </p>
    </>
  );
}
