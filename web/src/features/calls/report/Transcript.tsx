import { ArrowDownUp } from "lucide-react";
import { useCallback, useEffect, useMemo, useReducer, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { useMoments } from "@/components/evidence/Moments";
import { usePlayback, useTime } from "@/components/player/PlaybackRoom";
import { turnAt } from "@/components/player/timeline";
import { classes } from "@/lib/classes";
import { FOLLOWING, follow, scrollFor } from "../player/follow";
import type { MarkerKind } from "../player/markers";
import { evidenceOf, NOTHING } from "./evidenceOf";
import { TurnRow } from "./TurnRow";
import { useSpeakerNames } from "./useSpeakerNames";

const NO_MARKS: readonly MarkerKind[] = [];

interface TranscriptProps {
  call: CallDetail;
  /** Whose evidence is marked. */
  evidenceBy: "criteria" | "findings";
  className?: string;
}

/** What was said, in the speakers' lanes, with the evidence marked; goes along with the sound. */
export function Transcript({ call, evidenceBy, className }: TranscriptProps) {
  const { t } = useTranslation("calls");
  const playback = usePlayback();
  const { go, moment } = useMoments();
  const pane = useRef<HTMLDivElement>(null);
  const [following, tell] = useReducer(follow, FOLLOWING);
  const nameOf = useSpeakerNames(call);
  const evidence = useMemo(() => evidenceOf(call, evidenceBy), [call, evidenceBy]);
  const marks = useMemo(() => marksOf(call), [call]);
  const timed = call.turns.some((turn) => turn.start != null);
  const heard = useTime(playback, (seconds) => (seconds > 0 ? turnAt(call.turns, seconds) : null));
  const play = useCallback((turn: number) => go(turn), [go]);

  useEffect(() => tell({ kind: "heard", turn: heard }), [heard]);
  useEffect(() => {
    if (following.on && following.turn !== null) reveal(pane.current, following.turn);
  }, [following]);
  useEffect(() => {
    if (!moment) return;
    tell({ kind: "went" });
    reveal(pane.current, moment.turn, true);
    document.getElementById(`turn-${moment.turn}`)?.focus({ preventScroll: true });
  }, [moment]);

  const away = () => tell({ kind: "scrolled" });
  return (
    <section aria-label={t("transcript.title")} className={classes("relative min-w-0", className)}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: only notices that the reader scrolls by hand */}
      <div
        ref={pane}
        onWheel={away}
        onTouchMove={away}
        onKeyDown={(event) => {
          if (/^(Page|Arrow|Home|End)/.test(event.key)) away();
        }}
        className="h-full [scrollbar-width:thin] xl:-mx-2 xl:overflow-y-auto xl:overscroll-contain"
      >
        <ol className="pb-24">
          {call.turns.map((turn, place) => (
            <TurnRow
              key={turn.index}
              turn={turn}
              name={nameOf(turn)}
              first={
                place === 0 ||
                call.turns[place - 1]?.label !== turn.label ||
                call.turns[place - 1]?.speaker !== turn.speaker
              }
              at={evidence.get(turn.index) ?? NOTHING}
              marks={marks.get(turn.index) ?? NO_MARKS}
              moment={moment?.turn === turn.index ? moment : null}
              heard={heard === turn.index}
              playable={playback !== null && timed}
              onPlay={play}
            />
          ))}
        </ol>
      </div>
      {playback && timed && !following.on && (
        <Button
          size="small"
          onClick={() => {
            tell({ kind: "resumed" });
            if (heard !== null) reveal(pane.current, heard, true);
          }}
          className="absolute bottom-4 start-1/2 -translate-x-1/2 rounded-full shadow-float rtl:translate-x-1/2 max-xl:fixed max-xl:bottom-20"
        >
          <ArrowDownUp aria-hidden />
          {t("transcript.follow")}
        </Button>
      )}
    </section>
  );
}

/** Which kinds of moments begin at a turn. */
function marksOf(call: CallDetail): Map<number, MarkerKind[]> {
  const found = new Map<number, MarkerKind[]>();
  for (const { kind, turn } of call.markers ?? []) {
    if (kind === "question") continue; // the words say so themselves
    const here = found.get(turn) ?? [];
    if (!here.includes(kind)) here.push(kind);
    found.set(turn, here);
  }
  return found;
}

/** Brings a turn into sight: in the pane where that scrolls by itself, else on the page. */
function reveal(pane: HTMLElement | null, turn: number, always = false): void {
  const row = document.getElementById(`turn-${turn}`);
  if (!pane || !row) return;
  const own = getComputedStyle(pane).overflowY === "auto";
  const box = own ? pane.getBoundingClientRect() : { top: COVERED, height: window.innerHeight - COVERED };
  const distance = () => scrollFor(box, row.getBoundingClientRect(), always);
  const scroll = (behavior: ScrollBehavior) => (own ? pane : window).scrollBy({ top: distance(), behavior });
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (!calm && Math.abs(distance()) < box.height) {
    scroll("smooth");
    return;
  }
  scroll("instant");
  // Rows not yet laid out have a guessed height: set right once they have been drawn.
  requestAnimationFrame(() => scroll("instant"));
}

/** Pixels at the top of a narrow page that the player covers. */
const COVERED = 150;
