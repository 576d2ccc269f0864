import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { CircleAlert, Radio } from "lucide-react";
import { type FormEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { liveStartMutation } from "@/api/@tanstack/react-query.gen";
import type { LiveSetup } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConsentFields } from "@/components/ConsentFields";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import { Check } from "../Check";
import { startCapture } from "../capture/captures";
import { rememberEars } from "../capture/ears";
import { closeSound, openSound, type Sound, SoundError, type SoundTrouble } from "../capture/sound";
import { About } from "./About";
import { BrowserEars } from "./BrowserEars";
import { asStart, type Details, emptyDetails, isReady, type Party } from "./details";
import { SourceFields } from "./SourceFields";
import { Sources } from "./Sources";

export interface StartAbout {
  deal: Party | null;
  contact: Party | null;
}

/** Everything that is asked before a call is listened to; nothing is heard before the last button. */
export function Start({ setup, about }: { setup: LiveSetup; about: StartAbout }) {
  const { t } = useTranslation("live");
  const me = useMe().user;
  const [details, setDetails] = useState<Details>(() => emptyDetails(me.language, about.deal, about.contact));
  const change = (some: Partial<Details>) => setDetails((before) => ({ ...before, ...some }));
  const unnamed = useName(details);
  const { begin, busy, trouble, error } = useBegin(details, unnamed);
  const browser = details.source === "browser";
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) void begin();
  };
  return (
    <form onSubmit={submit} className="flex max-w-2xl flex-col gap-7">
      {setup.problem && (
        <div role="status" className="border-s-2 border-warn py-1 ps-4">
          <p className="font-strong">{t("start.nothingHere")}</p>
          <p dir="auto" className="text-small text-soft">
            {setup.problem}
          </p>
        </div>
      )}
      <Sources setup={setup} value={details.source} onChange={(source) => change({ source })} />
      <SourceFields value={details} onChange={change} />
      {setup.listens === null && browser && <BrowserEars value={details} onChange={change} />}
      <About value={details} unnamed={unnamed} onChange={change} />
      <div className="border-t border-line pt-5">
        <h2 className="mb-3 font-strong">{t("start.consent")}</h2>
        <ConsentFields
          value={details.consent}
          required={setup.consent_required || details.recording}
          onChange={(consent) => change({ consent })}
        />
        <p className="mt-2 text-small text-soft">
          {t(setup.consent_required ? "start.consentRequired" : "start.consentHint")}
        </p>
        <div className="mt-4 flex flex-col gap-3">
          <Check
            label={t("start.recording")}
            hint={t("start.recordingText")}
            checked={details.recording}
            onChange={(recording) => change({ recording })}
          />
          <Check
            label={t("start.listening")}
            hint={t("start.listeningText")}
            checked={details.listening}
            onChange={(listening) => change({ listening })}
          />
        </div>
      </div>
      {trouble && (
        <p role="alert" className="flex max-w-prose items-start gap-2 border-s-2 border-bad py-1 ps-4">
          <CircleAlert aria-hidden className="mt-1 size-4 shrink-0 text-bad" />
          {t(`trouble.${trouble}`)}
        </p>
      )}
      {error && <ErrorState error={error} />}
      <div>
        <Button
          type="submit"
          kind="primary"
          size="large"
          busy={busy}
          disabled={!isReady(details, setup.consent_required)}
        >
          <Radio aria-hidden />
          {t(browser ? "start.go" : "start.goOther")}
        </Button>
      </div>
    </form>
  );
}

/** What a call is called when nobody names it: by who it is with, and the day where the rep is. */
function useName({ contact, deal }: Details): string {
  const { t } = useTranslation("live");
  const date = useFormats().day(new Date());
  const about = contact ?? deal;
  return about ? t("start.named", { name: about.name, date }) : t("start.namePlaceholder", { date });
}

/** Sound first, from the press itself: a call that could not be heard is never made. */
function useBegin(details: Details, unnamed: string) {
  const navigate = useNavigate();
  const key = useRef(crypto.randomUUID());
  const start = useMutation(liveStartMutation());
  const [trouble, setTrouble] = useState<SoundTrouble | null>(null);
  const [opening, setOpening] = useState(false);
  const begin = async () => {
    setTrouble(null);
    setOpening(true);
    let sound: Sound | null = null;
    try {
      if (details.source === "browser") sound = await openSound(details);
      const call = await start.mutateAsync({ body: asStart(details, key.current, unnamed) });
      rememberEars(call.call_id, details.ears && { language: details.language, where: details.ears });
      if (sound && call.address) await startCapture(call.call_id, call.address, sound);
      key.current = crypto.randomUUID();
      await navigate({ to: "/calls/live/$callId", params: { callId: call.call_id } });
    } catch (error) {
      if (sound) closeSound(sound);
      if (error instanceof SoundError) setTrouble(error.trouble);
      else if (!start.isError && sound) setTrouble("failed");
    } finally {
      setOpening(false);
    }
  };
  return { begin, busy: opening || start.isPending, trouble, error: start.error };
}
