import { useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { useMoments } from "@/components/evidence/Moments";
import { usePlayback, useTime } from "@/components/player/PlaybackRoom";
import { clamp, stretchAt, timelineOf } from "@/components/player/timeline";
import { usePlayerKeys } from "@/components/player/usePlayerKeys";
import { Wave } from "@/components/player/Wave";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { useWidth } from "@/lib/useWidth";
import { Controls } from "./Controls";
import { Legend } from "./Legend";
import { MarkerRow } from "./MarkerRow";
import { clustered, KINDS, type MarkerKind, neighbour, type PlacedMarker, placed } from "./markers";
import { markersOf } from "./markersOf";
import { useLanes } from "./useLanes";

const STEP_SECONDS = 5;
const BAR_PIXELS = 3;
const MARKER_PIXELS = 13;

/** The sound of the call and what happened where; stays in sight while the page scrolls. */
export function Player({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const playback = usePlayback();
  const { go, moment } = useMoments();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [hidden, setHidden] = useState<readonly MarkerKind[]>([]);

  const timeline = useMemo(() => timelineOf(call.turns, call.duration_s), [call]);
  const lanes = useLanes(call, timeline, Math.max(60, Math.floor((width || 600) / BAR_PIXELS)));
  const all = useMemo(() => placed(markersOf(call), timeline), [call, timeline]);
  const shown = useMemo(() => all.filter((one) => !hidden.includes(one.kind)), [all, hidden]);
  const gap = MARKER_PIXELS / (width || 600);
  const clusters = useMemo(() => clustered(shown, gap), [shown, gap]);

  const second = useTime(playback, Math.floor);
  const asked = timeline.stretches.find((one) => one.index === moment?.turn)?.from ?? 0;
  const share = playback && timeline.length > 0 ? clamp(second / timeline.length) : asked;

  /** With sound to that second; without it to the turn that stands there. */
  const seek = (to: number) => {
    if (playback && timeline.unit === "seconds") return playback.seek(to * timeline.length);
    const stretch = stretchAt(timeline, to);
    if (stretch) go(stretch.index);
  };
  const step = (steps: number) => {
    if (playback) return playback.seek(playback.time + steps * STEP_SECONDS);
    const place = timeline.stretches.findIndex((one) => one.index === moment?.turn);
    const stretch = timeline.stretches[Math.max(0, Math.min(place + steps, timeline.stretches.length - 1))];
    if (stretch) go(stretch.index);
  };
  const goTo = (marker: PlacedMarker) => go(marker.turn);
  const jump = (direction: "next" | "previous") => {
    const now = playback && timeline.length > 0 ? playback.time / timeline.length : share;
    const marker = neighbour(shown, now, direction);
    if (marker) goTo(marker);
  };
  usePlayerKeys(playback, { step, jump });

  const where =
    timeline.unit === "seconds"
      ? t("player.position", { at: format.clock(share * timeline.length), of: format.clock(timeline.length) })
      : t("player.words", { at: format.number(share * timeline.length), of: format.number(timeline.length) });
  return (
    <section
      aria-label={t("player.label")}
      className="sticky top-0 z-10 -mx-5 mb-6 border-b border-line bg-ground px-5 pt-2 pb-2 md:-mx-10 md:px-10"
    >
      <Controls
        playback={playback}
        where={
          timeline.unit === "seconds" ? (
            <bdi dir="ltr">
              {format.clock(share * timeline.length)} / {format.clock(timeline.length)}
            </bdi>
          ) : (
            where
          )
        }
        markers={shown}
        onGo={goTo}
        onJump={jump}
        legend={
          <Legend
            markers={all}
            hidden={hidden}
            onToggle={(kind) =>
              setHidden(KINDS.filter((one) => (one === kind ? !hidden.includes(one) : hidden.includes(one))))
            }
          />
        }
      />
      <div ref={box} className={classes("mt-1", timeline.length === 0 && "hidden")}>
        <MarkerRow clusters={clusters} gap={gap} onGo={goTo} />
        <Wave
          lanes={lanes}
          label={t("player.timeline")}
          text={where}
          share={share}
          playback={playback}
          length={timeline.length}
          onSeek={seek}
          onStep={step}
        />
      </div>
    </section>
  );
}
