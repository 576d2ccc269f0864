import { LoaderCircle, Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { useFormats } from "@/lib/format";
import { usePlaybackState } from "./PlaybackRoom";
import type { Playback } from "./playback";

const RATES = [0.75, 1, 1.25, 1.5, 2] as const;

export function PlayButton({ playback }: { playback: Playback }) {
  const { t } = useTranslation();
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
            {t("retry")}
          </Button>
        </span>
      )}
    </>
  );
}

export function Rate({ playback }: { playback: Playback }) {
  const { t } = useTranslation();
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
