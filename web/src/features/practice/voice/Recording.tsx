import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { type ReactNode, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceDeleteRecordingMutation } from "@/api/@tanstack/react-query.gen";
import type { ConversationDetail, VoiceRecording } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { PlayButton, Rate } from "@/components/player/PlayButton";
import { PlaybackRoom, usePlayback, useTime } from "@/components/player/PlaybackRoom";
import { PlayMoments } from "@/components/player/PlayMoments";
import { spokenBars } from "@/components/player/peaks";
import { Playback } from "@/components/player/playback";
import { clamp, timelineOf } from "@/components/player/timeline";
import { usePlayerKeys } from "@/components/player/usePlayerKeys";
import { Wave } from "@/components/player/Wave";
import { toast } from "@/components/Toast";
import { useFormats } from "@/lib/format";
import { useWidth } from "@/lib/useWidth";
import { timed } from "./timed";

const STEP_SECONDS = 5;
const BAR_PIXELS = 3;

/** Gives a scorecard the sound of its call, where that was kept; the player stays in sight while the page scrolls. */
export function Recording({
  call,
  mine,
  children,
}: {
  call: ConversationDetail;
  mine: boolean;
  children: ReactNode;
}) {
  const recording = call.voice?.recording ?? null;
  const address = recording?.address ?? null;
  const seconds = recording?.seconds ?? 0;
  const playback = useMemo(() => (address ? new Playback(seconds) : null), [address, seconds]);
  const turns = useMemo(() => timed(call), [call]);
  return (
    <PlaybackRoom playback={playback}>
      {recording && playback && (
        <>
          {/* biome-ignore lint/a11y/useMediaCaption: the transcript stands beside it */}
          <audio key={recording.address} ref={playback.attach} src={recording.address} preload="metadata" />
          <PlayMoments turns={turns} />
          <Bar call={call} recording={recording} mine={mine} />
        </>
      )}
      {children}
    </PlaybackRoom>
  );
}

function Bar({
  call,
  recording,
  mine,
}: {
  call: ConversationDetail;
  recording: VoiceRecording;
  mine: boolean;
}) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const playback = usePlayback();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const timeline = useMemo(() => timelineOf(timed(call), recording.seconds), [call, recording]);
  const bars = Math.max(60, Math.floor((width || 600) / BAR_PIXELS));
  const lanes = useMemo(
    () => ({
      rep: spokenBars(timeline.stretches, "rep", bars),
      customer: spokenBars(timeline.stretches, "customer", bars),
    }),
    [timeline, bars],
  );
  const second = useTime(playback, Math.floor);
  const step = (steps: number) => playback?.seek(playback.time + steps * STEP_SECONDS);
  usePlayerKeys(playback, { step, jump: () => undefined });
  if (!playback) return null;
  const [at, of] = [format.clock(second), format.clock(timeline.length)];
  return (
    <section
      aria-label={t("recording.label")}
      className="sticky top-0 z-10 -mx-5 mb-6 border-b border-line bg-ground px-5 pt-2 pb-2 md:-mx-10 md:px-10"
    >
      <div className="flex min-h-10 items-center gap-1">
        <PlayButton playback={playback} />
        <bdi dir="ltr" className="ms-1 me-3 text-small whitespace-nowrap tabular-nums">
          {at} / {of}
        </bdi>
        <p className="grow truncate text-small text-soft max-sm:invisible">
          {t("recording.agreed", { when: format.day(recording.agreed_at) })}
        </p>
        <Rate playback={playback} />
        {mine && <Delete id={call.id} />}
      </div>
      <div ref={box} className="mt-1">
        <Wave
          lanes={lanes}
          label={t("recording.timeline")}
          text={t("recording.position", { at, of })}
          share={timeline.length > 0 ? clamp(second / timeline.length) : 0}
          playback={playback}
          length={timeline.length}
          onSeek={(share) => playback.seek(share * timeline.length)}
          onStep={step}
        />
      </div>
    </section>
  );
}

function Delete({ id }: { id: string }) {
  const { t } = useTranslation("voice");
  const queryClient = useQueryClient();
  const [asking, setAsking] = useState(false);
  const remove = useMutation({
    ...practiceDeleteRecordingMutation(),
    onSuccess: async () => {
      await queryClient.invalidateQueries();
      setAsking(false);
      toast(t("recording.deleted"));
    },
  });
  return (
    <>
      <IconButton label={t("recording.delete")} onClick={() => setAsking(true)}>
        <Trash2 aria-hidden />
      </IconButton>
      <ConfirmDialog
        open={asking}
        onClose={() => setAsking(false)}
        title={t("recording.deleteTitle")}
        text={t("recording.deleteText")}
        deed={t("recording.delete")}
        work={remove}
        onConfirm={() => remove.mutate({ path: { conversation_id: id } })}
      />
    </>
  );
}
