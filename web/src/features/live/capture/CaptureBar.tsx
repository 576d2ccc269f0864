import { Link, useLocation } from "@tanstack/react-router";
import { CircleDot, CirclePause, Pause, Play } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { Capture } from "./Capture";
import { useCapture, useCaptureState } from "./captures";

/** On every page but the call's own: that a call is being captured, and the way back to it. */
export function CaptureBar() {
  const capture = useCapture();
  const path = useLocation({ select: (location) => location.pathname });
  if (!capture || path === `/calls/live/${capture.callId}`) return null;
  return <Bar capture={capture} />;
}

function Bar({ capture }: { capture: Capture }) {
  const { t } = useTranslation("live");
  const paused = useCaptureState(capture)?.paused ?? false;
  const Icon = paused ? CirclePause : CircleDot;
  return (
    <section
      aria-label={t("bar.label")}
      className="sticky top-0 z-10 flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line bg-surface px-5 py-2 text-small md:px-10 print:hidden"
    >
      <Icon aria-hidden className={paused ? "size-4 text-warn" : "size-4 text-bad"} />
      <p className="grow font-strong">{t(paused ? "status.paused" : "bar.label")}</p>
      <Button size="small" onClick={() => capture.pause(!paused)}>
        {paused ? <Play aria-hidden /> : <Pause aria-hidden />}
        {t(paused ? "bar.resume" : "bar.pause")}
      </Button>
      <Button asChild size="small">
        <Link to="/calls/live/$callId" params={{ callId: capture.callId }}>
          {t("bar.back")}
        </Link>
      </Button>
    </section>
  );
}
