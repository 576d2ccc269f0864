import { Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { SpokenTurn } from "@/api/types.gen";
import { usePlayback } from "@/components/player/PlaybackRoom";
import { useFormats } from "@/lib/format";

/** When a turn was spoken; where the sound was kept, a press plays it from there. */
export function SpokenTime({ spoken }: { spoken: SpokenTurn }) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const playback = usePlayback();
  const clock = <span className="tabular-nums">{format.clock(spoken.start)}</span>;
  if (!playback) return clock;
  return (
    <button
      type="button"
      title={t("recording.play")}
      onClick={() => playback.play(spoken.start)}
      className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11"
    >
      <Play aria-hidden className="size-3" />
      <span className="sr-only">{t("recording.play")}</span>
      {clock}
    </button>
  );
}

/** How much of the buyer's turn was heard, where the rep spoke before its end. */
export function HeardOnly({ spoken }: { spoken: SpokenTurn }) {
  const { t } = useTranslation("voice");
  if (spoken.heard == null) return null;
  return (
    <p dir="auto" className="mt-1 text-small text-soft">
      {spoken.heard ? t("recording.heard", { words: spoken.heard }) : t("recording.unheard")}
    </p>
  );
}
