import { Play } from "lucide-react";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import type { CallTurn } from "@/api/types.gen";
import { Marked } from "@/components/evidence/Marked";
import type { Moment } from "@/components/evidence/Moments";
import { useLit } from "@/components/evidence/useLit";
import { ResultMark } from "@/components/Signal";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { MarkerShape } from "../player/MarkerShape";
import type { MarkerKind } from "../player/markers";
import type { AtTurn } from "./evidenceOf";

interface TurnRowProps {
  turn: CallTurn;
  name: string;
  /** Whether the speaker is another one than before. */
  first: boolean;
  at: AtTurn;
  marks: readonly MarkerKind[];
  moment: Moment | null;
  /** Whether it is heard now. */
  heard: boolean;
  playable: boolean;
  onPlay: (turn: number) => void;
}

/** One turn in its speaker's lane. Rows out of sight are not laid out, so that the longest call scrolls smoothly. */
export const TurnRow = memo(function TurnRow(row: TurnRowProps) {
  const { turn, name, first, at, marks, moment, heard, playable, onPlay } = row;
  const format = useFormats();
  const lit = useLit(moment?.visit);
  const mine = turn.speaker === "rep";
  return (
    <li
      id={`turn-${turn.index}`}
      tabIndex={-1}
      aria-current={heard ? "true" : undefined}
      className={classes(
        "relative grid grid-cols-[3.25rem_minmax(0,1fr)] gap-x-2 rounded-control px-2 py-1.5 outline-none transition-colors",
        "[contain-intrinsic-size:auto_4.5rem] [content-visibility:auto]",
        (lit || heard) && "bg-accent-wash",
      )}
    >
      <When turn={turn} name={name} playable={playable} onPlay={onPlay} />
      <div className={classes("min-w-0 border-s-2 ps-3", mine ? "border-accent" : "border-line")}>
        {first && (
          <p className="text-small">
            <bdi className={mine ? "text-accent" : "text-soft"}>{name}</bdi>
          </p>
        )}
        <p dir="auto" className="break-words whitespace-pre-wrap">
          <Marked text={turn.text} quotes={at.quotes} sought={moment?.span} />
        </p>
        {(marks.length > 0 || at.criteria.length > 0) && (
          <ul className="mt-0.5 flex flex-wrap gap-x-3 gap-y-0.5 text-small text-soft">
            {marks.map((kind) => (
              <Mark key={kind} kind={kind} />
            ))}
            {at.criteria.map((criterion) => (
              <li key={criterion.id} className="inline-flex items-center gap-1">
                <ResultMark result={criterion.override?.result ?? criterion.result} words={false} />
                <bdi>{criterion.title}</bdi>
              </li>
            ))}
          </ul>
        )}
      </div>
      <span className="sr-only">{format.number(turn.index + 1)}</span>
    </li>
  );
});

function Mark({ kind }: { kind: MarkerKind }) {
  const { t } = useTranslation("calls");
  return (
    <li className="inline-flex items-center gap-1">
      <MarkerShape kind={kind} />
      {t(`markers.${kind}`, { count: 1 })}
    </li>
  );
}

/** When it was said, which plays from there; without times its number. */
function When({ turn, name, playable, onPlay }: Pick<TurnRowProps, "turn" | "name" | "playable" | "onPlay">) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const looks = "pt-px text-end text-small text-soft tabular-nums";
  if (turn.start == null) return <span className={looks}>{format.number(turn.index + 1)}</span>;
  const at = format.clock(turn.start);
  if (!playable) return <span className={looks}>{at}</span>;
  return (
    <button
      type="button"
      aria-label={t("transcript.playFrom", { at, name })}
      onClick={() => onPlay(turn.index)}
      className={classes(
        looks,
        "group flex items-start justify-end gap-0.5 self-start hover:text-ink touch:min-h-11",
      )}
    >
      <Play
        aria-hidden
        className="mt-1 size-3 opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
      />
      {at}
    </button>
  );
}
