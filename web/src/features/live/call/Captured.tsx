import {
  CircleDot,
  CirclePause,
  CircleSlash,
  Ear,
  Pause,
  Play,
  ShieldAlert,
  ShieldCheck,
  Square,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import type { Capture } from "../capture/Capture";
import { useCaptureState } from "../capture/captures";
import { Levels } from "../capture/Levels";
import type { LiveCall } from "../liveCall";
import type { LiveView } from "../session/view";
import { ConsentDialog } from "./ConsentDialog";
import { EndDialog } from "./EndDialog";

interface CapturedProps {
  call: LiveCall;
  view: LiveView;
  seconds: number;
  /** What this window sends, if it does. */
  capture: Capture | null;
  mine: boolean;
}

/** Never out of sight for the rep: that the call is captured, on what ground, who listens, and how to stop. */
export function Captured({ call, view, seconds, capture, mine }: CapturedProps) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const state = useCaptureState(capture);
  const [ending, setEnding] = useState(false);
  const status = view.state?.status ?? call.status;
  const paused = state?.paused ?? false;
  return (
    <section aria-label={t("captured.label")} className="border-b border-line pb-3">
      <div className="flex items-center gap-x-3">
        <Standing status={status} paused={paused} />
        <span className="grow text-soft tabular-nums">{format.clock(seconds)}</span>
        {mine && status !== "ended" && (
          <span className="flex gap-2">
            {capture && (
              <Button size="small" onClick={() => capture.pause(!paused)}>
                {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
                <span className="@max-sm:sr-only">{t(paused ? "bar.resume" : "bar.pause")}</span>
              </Button>
            )}
            <Button size="small" kind="danger" onClick={() => setEnding(true)}>
              <Square aria-hidden />
              <span className="@max-sm:sr-only">{t("bar.end")}</span>
            </Button>
          </span>
        )}
      </div>
      {capture && (
        <div className="mt-2.5">
          <Levels capture={capture} />
        </div>
      )}
      <Grounds call={call} view={view} mine={mine} />
      <EndDialog callId={call.call_id} open={ending} onClose={() => setEnding(false)} />
    </section>
  );
}

const SHAPES = { waiting: CircleDot, live: CircleDot, lost: CircleSlash, ended: Square } as const;

function Standing({ status, paused }: { status: keyof typeof SHAPES; paused: boolean }) {
  const { t } = useTranslation("live");
  const Icon = paused ? CirclePause : SHAPES[status];
  const hue = paused || status === "lost" ? "text-warn" : status === "live" ? "text-bad" : "text-soft";
  return (
    <span role="status" className="flex items-center gap-1.5 font-strong">
      <Icon aria-hidden className={classes("size-4 shrink-0", hue)} />
      {t(paused ? "status.paused" : `status.${status}`)}
    </span>
  );
}

/** On what ground, whether the sound is kept, and who listens. */
function Grounds({ call, view, mine }: Pick<CapturedProps, "call" | "view" | "mine">) {
  const { t } = useTranslation(["live", "calls"]);
  const format = useFormats();
  const { consent } = call;
  const [stating, setStating] = useState(false);
  const listeners = [...new Set(view.state?.listeners)]; // one person may look and listen
  const engine = view.state?.listens ?? call.listens;
  const confirmed =
    consent &&
    t("captured.consentBy", { name: consent.confirmed_by.name, time: format.time(consent.confirmed_at) });
  return (
    <div className="mt-2 flex flex-col gap-0.5 text-small text-soft [&_svg]:mt-0.5 [&_svg]:size-4 [&_svg]:shrink-0">
      <p className="flex items-start gap-1.5" title={consent?.note}>
        {consent ? <ShieldCheck aria-hidden /> : <ShieldAlert aria-hidden className="text-warn" />}
        <span>
          {consent ? t(`calls:consent.bases.${consent.basis}`) : t("captured.consentNone")}
          {consent && <span className="@max-sm:sr-only"> · {confirmed}</span>}
          {" · "}
          {t(call.recording ? "captured.recorded" : "captured.notRecorded")}
          {engine && <span className="@max-sm:sr-only"> · {t("captured.listens", { engine })}</span>}
          {!consent && mine && (
            <>
              {" · "}
              <button type="button" className="underline touch:min-h-11" onClick={() => setStating(true)}>
                {t("captured.state")}
              </button>
            </>
          )}
        </span>
      </p>
      <ConsentDialog callId={call.call_id} open={stating} onClose={() => setStating(false)} />
      {listeners.length > 0 && (
        <p role="status" className="flex items-start gap-1.5 text-ink">
          <Ear aria-hidden className="text-accent" />
          <bdi>{t("captured.listeners", { names: listeners.join(", "), count: listeners.length })}</bdi>
        </p>
      )}
    </div>
  );
}
