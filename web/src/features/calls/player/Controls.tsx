import { SkipBack, SkipForward } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { PlayButton, Rate } from "@/components/player/PlayButton";
import type { Playback } from "@/components/player/playback";
import { MomentList } from "./MomentList";
import type { PlacedMarker } from "./markers";

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
