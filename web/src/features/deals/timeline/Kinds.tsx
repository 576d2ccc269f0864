import { useTranslation } from "react-i18next";
import type { TimelineItem } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { KINDS } from "./kinds";

type Kind = TimelineItem["kind"];

interface KindsProps {
  counts?: Partial<Record<Kind, number>>;
  chosen: readonly Kind[];
  onToggle: (kind: Kind) => void;
}

/** Kinds of things that happened, each a button that narrows the timeline to it; kinds that never occur are absent. */
export function Kinds({ counts, chosen, onToggle }: KindsProps) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const shown = KINDS.filter(({ kind }) => !counts || counts[kind] || chosen.includes(kind));
  if (shown.length < 2 && chosen.length === 0) return null;
  return (
    <fieldset className="mb-5 flex flex-wrap gap-1.5">
      <legend className="sr-only">{t("timeline.kindsLabel")}</legend>
      {shown.map(({ kind, icon: Icon }) => (
        <button
          key={kind}
          type="button"
          aria-pressed={chosen.includes(kind)}
          onClick={() => onToggle(kind)}
          className={classes(
            "inline-flex h-7 items-center gap-1.5 rounded-full border px-2.5 text-small transition-colors touch:h-11 touch:px-4",
            chosen.includes(kind)
              ? "border-accent bg-accent-wash text-ink"
              : "border-line text-soft hover:border-edge hover:text-ink",
          )}
        >
          <Icon aria-hidden className="size-3.5" />
          {t(`kinds.${kind}`)}
          {counts?.[kind] !== undefined && (
            <span className="tabular-nums">{format.number(counts[kind])}</span>
          )}
        </button>
      ))}
    </fieldset>
  );
}
