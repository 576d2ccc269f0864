import { Link } from "@tanstack/react-router";
import { MessageCircle, TriangleAlert, WifiOff } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import { isolated } from "../outcome";
import type { VoiceState } from "./state";
import type { SpokenCall } from "./useVoiceCall";

interface BannersProps {
  call: SpokenCall;
  conversationId: string;
  /** The buyer's first name. */
  name: string;
  /** How long the server keeps the line for somebody who lost it. */
  holdSeconds: number;
}

/** What stands in the way of the call, and the way on. */
export function Banners({ call, conversationId, name, holdSeconds }: BannersProps) {
  const { state } = call;
  switch (state.phase) {
    case "lost":
    case "reconnecting":
      return <Lost state={state} name={name} holdSeconds={holdSeconds} onRetry={call.retryNow} />;
    case "moved":
      return <Moved onTake={call.connectAgain} />;
    case "refused":
      return (
        <ErrorState
          className="mb-3"
          error={state.problem}
          onRetry={call.connectAgain}
          actions={<WriteOn conversationId={conversationId} />}
        />
      );
    case "ended":
      return null;
    default:
      return (
        <>
          <Note state={state} />
          {call.hangUp.error && <ErrorState className="mb-3" error={call.hangUp.error} />}
          {state.trouble && <Trouble trouble={state.trouble} onDismiss={call.dismissTrouble} />}
        </>
      );
  }
}

function Banner({ icon, children, action }: { icon: ReactNode; children: ReactNode; action?: ReactNode }) {
  return (
    <div
      role="alert"
      className="mb-3 flex flex-wrap items-center gap-3 rounded-control bg-warn-wash px-3 py-2 text-small [&_svg]:size-4 [&_svg]:shrink-0 [&_svg]:text-warn"
    >
      {icon}
      <div className="min-w-0 grow basis-48">{children}</div>
      {action}
    </div>
  );
}

interface LostProps {
  state: VoiceState;
  name: string;
  holdSeconds: number;
  onRetry: () => void;
}

function Lost({ state, name, holdSeconds, onRetry }: LostProps) {
  const { t } = useTranslation("voice");
  const format = useFormats();
  const now = useNow();
  const left = Math.ceil(holdSeconds - (now - (state.lostAt ?? now)) / 1000);
  return (
    <Banner
      icon={<WifiOff aria-hidden />}
      action={
        <Button size="small" busy={state.phase === "reconnecting"} onClick={onRetry}>
          {t(state.phase === "reconnecting" ? "lost.again" : "lost.now")}
        </Button>
      }
    >
      <p className="font-strong">{t("lost.title")}</p>
      <p>
        {left > 0 && (
          <span aria-hidden className="tabular-nums">
            {t("lost.waits", { name: isolated(name), seconds: format.number(left) })}{" "}
          </span>
        )}
        {t("lost.kept")}
      </p>
    </Banner>
  );
}

function useNow(): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  return now;
}

function Moved({ onTake }: { onTake: () => void }) {
  const { t } = useTranslation("voice");
  return (
    <Banner
      icon={<TriangleAlert aria-hidden />}
      action={
        <Button size="small" onClick={onTake}>
          {t("moved.take")}
        </Button>
      }
    >
      <p className="font-strong">{t("moved.title")}</p>
      <p>{t("moved.text")}</p>
    </Banner>
  );
}

interface TroubleProps {
  trouble: NonNullable<VoiceState["trouble"]>;
  onDismiss: () => void;
}

function Trouble({ trouble, onDismiss }: TroubleProps) {
  const { t } = useTranslation("voice");
  return (
    <Banner
      icon={<TriangleAlert aria-hidden />}
      action={
        <Button size="small" kind="quiet" onClick={onDismiss}>
          {t("trouble.dismiss")}
        </Button>
      }
    >
      <p dir="auto">{trouble.text || t("trouble.ear")}</p>
      {trouble.code === "provider" && !trouble.falls_to && <p>{t("trouble.typing")}</p>}
    </Banner>
  );
}

/** What a manager whispers; only the rep sees it. */
function Note({ state }: { state: VoiceState }) {
  const { t } = useTranslation("voice");
  const note = state.notes.at(-1);
  if (!note) return null;
  return (
    <div role="status" className="mb-3 flex gap-3 rounded-control bg-accent-wash px-3 py-2 text-small">
      <MessageCircle aria-hidden className="mt-0.5 size-4 shrink-0 text-accent" />
      <p className="min-w-0">
        <span className="block text-soft">{t("note", { name: isolated(note.author) })}</span>
        <span dir="auto">{note.text}</span>
      </p>
    </div>
  );
}

export function WriteOn({ conversationId }: { conversationId: string }) {
  const { t } = useTranslation("voice");
  return (
    <Button asChild size="small" kind="quiet">
      <Link to="/practice/call" search={{ conversation: conversationId, by: "text" }} replace>
        {t("writeOn")}
      </Link>
    </Button>
  );
}
