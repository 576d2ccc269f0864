import { LoaderCircle, Pause, Play, SkipBack, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { useFormats } from "@/lib/format";
import { MomentList } from "./MomentList";
import type { PlacedMarker } from "./markers";
import { usePlaybackState } from "./PlaybackRoom";
import type { Playback } from "./playback";

const RATES = [0.75, 1, 1.25, 1.5, 2] as const;

interface ControlsProps {
  playback: Playback | null;
  /** Where it stands. */
  where: ReactNode;
  markers: readonly PlacedMarker[];
  legend: ReactNode;
  onGo: (marker: PlacedMarker) => void;
  onJump: (direction: "next" | "previous") => void;
}

export function Controls({ playback, where, markers, legend, onGo, onJump }: ControlsProps) {
  const { t } = useTranslation("calls");
  return (
    <div className="flex min-h-10 items-center gap-1">
      {playback && <PlayButton playback={playback} />}
      <span className="me-2 ms-1 text-small whitespace-nowrap tabular-nums">{where}</span>
      {markers.length > 0 && (
        <>
          <IconButton label={t("player.previous")} onClick={() => onJump("previous")}>
            <SkipBack aria-hidden className="directional" />
          </IconButton>
          <IconButton label={t("player.next")} onClick={() => onJump("next")}>
            <SkipForward aria-hidden className="directional" />
          </IconButton>
          <MomentList markers={markers} onGo={onGo} />
        </>
      )}
      <span className="grow" />
      {legend}
      {playback && <Rate playback={playback} />}
    </div>
  );
}

function PlayButton({ playback }: { playback: Playback }) {
  const { t } = useTranslation(["calls", "common"]);
  const { playing, waiting, failed } = usePlaybackState(playback);
  const Icon = waiting ? LoaderCircle : playing ? Pause : Play;
  return (
    <>
      <Button
        kind="primary"
        aria-label={t(playing ? "player.pause" : "player.play")}
        title={t(playing ? "player.pause" : "player.play")}
        onClick={() => playback.toggle()}
        className="size-9 rounded-full px-0! touch:size-11"
      >
        <Icon aria-hidden className={waiting ? "animate-spin" : ""} />
      </Button>
      {failed && (
        <span role="alert" className="flex items-center gap-1 text-small text-bad">
          {t("player.failed")}
          <Button size="small" kind="quiet" onClick={() => playback.retry()}>
            {t("common:retry")}
          </Button>
        </span>
      )}
    </>
  );
}

function Rate({ playback }: { playback: Playback }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const { rate } = usePlaybackState(playback);
  const name = (one: number) => `${format.number(one, 2)}×`;
  return (
    <Menu
      align="end"
      header={t("player.rate")}
      trigger={
        <Button size="small" kind="quiet" aria-label={t("player.rateIs", { rate: name(rate) })}>
          <bdi className="tabular-nums">{name(rate)}</bdi>
        </Button>
      }
      groups={[
        RATES.map((one) => ({
          label: <bdi>{name(one)}</bdi>,
          chosen: one === rate,
          onSelect: () => playback.setRate(one),
        })),
      ]}
    />
  );
}
