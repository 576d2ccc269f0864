import { useMutation } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ear, EarOff, Send } from "lucide-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { liveWhisperMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { toast } from "@/components/Toast";
import type { SocketPhase } from "@/lib/socket";
import type { LiveCall } from "../liveCall";
import { listenTo } from "./listening";

/** What a manager can do for a call whose rep agreed: listen, and whisper. */
export function Following({ call }: { call: LiveCall }) {
  const { t } = useTranslation("live");
  const { name } = call.rep;
  return (
    <section
      aria-label={t("listen.title", { name })}
      className="flex flex-col gap-4 border-b border-line pb-6"
    >
      <h2 className="font-strong">{t("listen.title", { name })}</h2>
      <Listen callId={call.call_id} name={name} />
      <Whisper callId={call.call_id} name={name} />
    </section>
  );
}

export function NotAgreed({ name }: { name: string }) {
  const { t } = useTranslation("live");
  return (
    <EmptyState
      icon={<EarOff aria-hidden />}
      title={t("running.mayNotListen")}
      actions={
        <Button asChild>
          <Link to="/calls/live">{t("title")}</Link>
        </Button>
      }
    >
      {t("listen.notAgreed", { name })}
    </EmptyState>
  );
}

function Listen({ callId, name }: { callId: string; name: string }) {
  const { t } = useTranslation("live");
  const [phase, setPhase] = useState<SocketPhase | null>(null);
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);
  const on = phase?.at === "open" || phase?.at === "connecting" || phase?.at === "lost";
  const toggle = async () => {
    if (on) {
      stop.current?.();
      stop.current = null;
      setPhase(null);
    } else stop.current = await listenTo(callId, setPhase);
  };
  return (
    <div className="flex flex-wrap items-center gap-3">
      <Button size="small" aria-pressed={on} onClick={() => void toggle()}>
        {on ? <EarOff aria-hidden /> : <Ear aria-hidden />}
        {t(on ? "listen.stop" : "listen.sound")}
      </Button>
      <p role="status" className="text-small text-soft">
        {phase?.at === "lost" ? t("trouble.lostView") : t("listen.told", { name })}
      </p>
      {phase?.at === "refused" && <ErrorState error={phase.problem} className="basis-full" />}
    </div>
  );
}

function Whisper({ callId, name }: { callId: string; name: string }) {
  const { t } = useTranslation("live");
  const [text, setText] = useState("");
  const whisper = useMutation({
    ...liveWhisperMutation(),
    onSuccess: () => {
      setText("");
      toast(t("listen.sent"));
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim()) whisper.mutate({ path: { call_id: callId }, body: { text: text.trim() } });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-2">
      <Field label={t("listen.whisper", { name })} hint={t("listen.whisperHint", { name })} optional="unsaid">
        <Input maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      {whisper.error && <ErrorState error={whisper.error} />}
      <div>
        <Button type="submit" size="small" busy={whisper.isPending} disabled={text.trim() === ""}>
          <Send aria-hidden className="directional" />
          {t("listen.send")}
        </Button>
      </div>
    </form>
  );
}
