import { RotateCw, TriangleAlert } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import type { Capture } from "../capture/Capture";
import { startCapture, useCaptureState } from "../capture/captures";
import { openSound, SoundError, type SoundTrouble } from "../capture/sound";
import type { LiveCall } from "../liveCall";
import type { LiveSession } from "../session/LiveSession";
import { useSnapshot } from "../session/useLive";

interface TroublesProps {
  call: LiveCall;
  session: LiveSession;
  capture: Capture | null;
  mine: boolean;
}

/** What stands between the call and being heard, each with the way out. */
export function Troubles({ call, session, capture, mine }: TroublesProps) {
  const { t } = useTranslation("live");
  const { phase, view } = useSnapshot(session);
  const state = useCaptureState(capture);
  const running = (view.state?.status ?? call.status) !== "ended";
  const browser = call.source === "browser";
  const again = <CaptureAgain call={call} share={capture ? capture.sound.others !== null : true} />;
  const lines: ReactNode[] = [];
  if (running && mine && browser && !capture)
    lines.push(
      <Line key="none" action={again}>
        {t("trouble.notCaptured")} {t("trouble.notCapturedText")}
      </Line>,
    );
  if (state?.phase.at === "refused")
    lines.push(<Refused key="refused" again={again} error={state.phase.problem} />);
  if (state?.phase.at === "lost")
    lines.push(
      <Line key="lost" action={<TryNow onClick={() => capture?.retryNow()} />}>
        {t("trouble.lost")}
      </Line>,
    );
  else if (phase.at === "lost")
    lines.push(
      <Line key="view" action={<TryNow onClick={() => session.retryNow()} />}>
        {t("trouble.lostView")}
      </Line>,
    );
  if (phase.at === "refused") lines.push(<ErrorState key="view-refused" error={phase.problem} />);
  if (state?.othersEnded)
    lines.push(
      <Line key="others" action={again}>
        {t("trouble.othersEnded")}
      </Line>,
    );
  if (state?.microphoneEnded)
    lines.push(
      <Line key="microphone" action={again}>
        {t("trouble.microphoneEnded")}
      </Line>,
    );
  if (state && !state.othersEnded && state.silent[1] > 0)
    lines.push(
      <Line key="silent-them" action={again}>
        {t("trouble.silentThem", { seconds: state.silent[1] })}
      </Line>,
    );
  if (state && !state.microphoneEnded && state.silent[0] > 60)
    lines.push(<Line key="silent-you">{t("trouble.silentYou")}</Line>);
  if (view.state?.trouble) lines.push(<Line key="server">{view.state.trouble}</Line>);
  return (
    <div role="status" className="flex flex-col gap-2 empty:hidden">
      {lines}
    </div>
  );
}

function Line({ action, children }: { action?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-control bg-warn-wash px-3 py-2 text-small">
      <TriangleAlert aria-hidden className="size-4 shrink-0 text-warn" />
      <p className="min-w-40 flex-1">{children}</p>
      {action}
    </div>
  );
}

function TryNow({ onClick }: { onClick: () => void }) {
  const { t } = useTranslation("live");
  return (
    <Button size="small" onClick={onClick}>
      <RotateCw aria-hidden />
      {t("trouble.retry")}
    </Button>
  );
}

function Refused({ error, again }: { error: { status: number }; again: ReactNode }) {
  const { t } = useTranslation("live");
  if (error.status === 409) return <Line action={again}>{t("trouble.moved")}</Line>;
  return <ErrorState error={error} actions={again} />;
}

/** From a press: opens microphone and tab anew and goes on with the same call. */
function CaptureAgain({ call, share }: { call: LiveCall; share: boolean }) {
  const { t } = useTranslation("live");
  const [trouble, setTrouble] = useState<SoundTrouble | null>(null);
  const [busy, setBusy] = useState(false);
  const address = call.capture?.address;
  if (!address) return null;
  const begin = async () => {
    setBusy(true);
    setTrouble(null);
    try {
      await startCapture(call.call_id, address, await openSound({ share }));
    } catch (error) {
      setTrouble(error instanceof SoundError ? error.trouble : "failed");
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Button size="small" busy={busy} onClick={() => void begin()}>
        {t("trouble.captureAgain")}
      </Button>
      {trouble && <p className="basis-full">{t(`trouble.${trouble}`)}</p>}
    </>
  );
}
