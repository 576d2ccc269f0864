import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceVoiceOptionsOptions } from "@/api/@tanstack/react-query.gen";
import type { PersonaCard, VoiceOptions } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import type { Language } from "@/i18n";
import { useFormats } from "@/lib/format";
import { type Listens, whereItListens } from "@/lib/sound/speechIn";
import type { CallProps } from "../call/Call";
import { Ringing } from "../call/Ringing";
import { isolated } from "../outcome";
import { Devices } from "./Devices";
import { MannerChoice } from "./MannerChoice";
import { MicTrouble } from "./MicTrouble";
import { isHeard, mannersFor, type VoiceWish } from "./manners";
import type { Manner } from "./messages";
import type { Microphone } from "./useMicrophone";

interface GreenRoomProps {
  /** What is called, for going on in writing instead. */
  target: CallProps;
  persona: PersonaCard | undefined;
  language: Language;
  mic: Microphone;
  onCall: (wish: VoiceWish, options: VoiceOptions) => void;
}

/** Before the call: whether the microphone hears you, who listens and speaks, what is kept. */
export function GreenRoom(props: GreenRoomProps) {
  const query = useQuery({
    ...practiceVoiceOptionsOptions(),
    staleTime: 0,
    refetchInterval: ({ state: { data } }) =>
      data?.lines_free === 0 ? 1000 * Math.max(2, data.retry_seconds) : false,
  });
  return (
    <Ringing.Frame>
      <QueryView query={query} skeleton={<p aria-hidden>…</p>}>
        {(options) => <Ready {...props} options={options} />}
      </QueryView>
    </Ringing.Frame>
  );
}

function Ready({
  target,
  persona,
  language,
  mic,
  onCall,
  options,
}: GreenRoomProps & { options: VoiceOptions }) {
  const { t } = useTranslation(["voice", "practice"]);
  const format = useFormats();
  const manners = mannersFor(options, language);
  const [picked, setPicked] = useState<Manner | null>(null);
  const manner = manners.find((one) => one.manner === picked)?.manner ?? manners[0]?.manner;
  const listens = useListens(language);
  const [agreed, setAgreed] = useState(false);
  const [recording, setRecording] = useState(false);

  const { open } = mic;
  useEffect(() => void open(), [open]);

  const sounds = manner !== undefined && manner !== "browser";
  // A call under way has its line already.
  const busy = sounds && options.lines_free === 0 && !target.conversation;
  const wish: VoiceWish | null = manner
    ? {
        manner,
        recording: sounds && options.recording && recording,
        ear: listens === "away" && !agreed ? "not" : listens,
      }
    : null;
  const name = persona && isolated(persona.name.split(/\s+/)[0] ?? persona.name);
  const heard = wish !== null && isHeard(wish, mic.stream !== null);
  const callWords = !heard
    ? t("open.typeOnly")
    : target.conversation
      ? t("open.goOn", { name })
      : name
        ? t("open.call", { name })
        : t("open.callBuyer");

  function call() {
    if (!wish || busy) return;
    void mic.context?.resume(); // a page that was never pressed is silent
    onCall(wish, options);
  }

  return (
    <div className="flex w-full max-w-md flex-col gap-6 py-8">
      {persona && (
        <div className="flex items-center gap-4">
          <Avatar name={persona.name} size="huge" />
          <p className="min-w-0">
            <bdi className="block truncate text-title font-strong">{persona.name}</bdi>
            <bdi className="block truncate text-soft">
              {persona.role}, {persona.company}
            </bdi>
          </p>
        </div>
      )}
      <MicTrouble mic={mic} />
      {mic.asking && !mic.stream && <p className="text-soft">{t("mic.asking")}</p>}
      <Devices mic={mic} />
      {manner ? (
        <MannerChoice
          manners={manners}
          value={manner}
          onChange={setPicked}
          listens={listens}
          agreed={agreed}
          onAgree={setAgreed}
        />
      ) : (
        <p>{t("manner.notHere")}</p>
      )}
      {sounds && options.recording && (
        <label className="flex items-start gap-2.5 text-small touch:min-h-11">
          <input
            type="checkbox"
            className="mt-1"
            checked={recording}
            onChange={(event) => setRecording(event.target.checked)}
          />
          <span>{t("record")}</span>
        </label>
      )}
      {busy && (
        <p role="status" className="rounded-control bg-warn-wash px-4 py-3">
          <span className="block font-strong">{t("busy")}</span>
          <span className="text-small">
            {t("busyText", { seconds: format.number(Math.max(2, options.retry_seconds)) })}
          </span>
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button kind="primary" size="large" onClick={call} disabled={busy || !wish} className="grow">
          <Phone aria-hidden />
          {callWords}
        </Button>
        <Button asChild kind="quiet" size="large">
          <Link to="/practice/call" search={{ ...target, by: "text" }} replace>
            {t("open.write")}
          </Link>
        </Button>
      </div>
      {sounds && heard && <p className="-mt-3 text-small text-soft">{t("open.headphones")}</p>}
    </div>
  );
}

function useListens(language: Language): Listens {
  const [listens, setListens] = useState<Listens>("not");
  useEffect(() => {
    let gone = false;
    void whereItListens(language).then((found) => !gone && setListens(found));
    return () => {
      gone = true;
    };
  }, [language]);
  return listens;
}
