import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { MarkerShape } from "./MarkerShape";
import { counts, KINDS, type Marker, type MarkerKind } from "./markers";

interface LegendProps {
  markers: readonly Marker[];
  hidden: readonly MarkerKind[];
  onToggle: (kind: MarkerKind) => void;
}

/** What the shapes mean and how many there are; a press hides or shows a kind. */
export function Legend({ markers, hidden, onToggle }: LegendProps) {
  const { t } = useTranslation("calls");
  const found = counts(markers);
  return (
    <ul
      aria-label={t("player.legend")}
      className="flex flex-wrap items-center gap-x-1 text-small max-lg:hidden"
    >
      {KINDS.filter((kind) => found[kind] > 0).map((kind) => (
        <li key={kind}>
          <button
            type="button"
            aria-pressed={!hidden.includes(kind)}
            title={t(hidden.includes(kind) ? "player.showKind" : "player.hideKind")}
            onClick={() => onToggle(kind)}
            className={classes(
              "flex h-8 items-center gap-1.5 rounded-small px-2 hover:bg-sunken touch:h-11",
              hidden.includes(kind) ? "text-soft line-through" : "text-ink",
            )}
          >
            <MarkerShape kind={kind} />
            {t(`markers.counted.${kind}`, { count: found[kind] })}
          </button>
        </li>
      ))}
    </ul>
  );
}
