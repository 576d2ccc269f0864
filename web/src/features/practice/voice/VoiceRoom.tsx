import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail, VoiceOptions } from "@/api/types.gen";
import { Briefing } from "../call/Briefing";
import { Face } from "../call/Buyer";
import { Composer } from "../call/Composer";
import { Ended } from "../call/Ended";
import { HangUpDialog } from "../call/HangUpDialog";
import { Hint } from "../call/Hint";
import { Lines } from "../call/Lines";
import { Side } from "../call/Side";
import { Strip } from "../call/Strip";
import { useHint } from "../call/useHint";
import { TogetherPanel } from "../together/TogetherPanel";
import { Banners, WriteOn } from "./Banners";
import { By } from "./By";
import { Controls } from "./Controls";
import { MicTrouble } from "./MicTrouble";
import { isHeard, type VoiceWish } from "./manners";
import { doing } from "./state";
import type { Microphone } from "./useMicrophone";
import { useTalk } from "./useTalk";
import { useVoiceCall } from "./useVoiceCall";
import { useVoiceKeys } from "./useVoiceKeys";
import { VoiceFigures } from "./VoiceFigures";

interface VoiceRoomProps {
  detail: ConversationDetail;
  mic: Microphone;
  options: VoiceOptions;
  wish: VoiceWish;
  onOver: () => void;
}

/** The room of one spoken call: the buyer large, what was said below, the rep's own side at the foot. */
export function VoiceRoom({ detail, mic, options, wish, onOver }: VoiceRoomProps) {
  const { t } = useTranslation(["voice", "practice"]);
  const call = useVoiceCall(detail, mic, options, wish);
  const talk = useTalk(call, mic.stream);
  const hint = useHint(call);
  const heard = isHeard(wish, mic.stream !== null);
  const [typing, setTyping] = useState(!heard);
  const [asking, setAsking] = useState(false);
  const { state } = call;
  const open = state.phase !== "ended";
  const live = state.phase === "live";
  const hangUp = () => setAsking(true);
  const toggleTyping = () => setTyping(!typing);
  const name = detail.persona.name.split(/\s+/)[0] ?? detail.persona.name;
  const now = doing(state);

  useEffect(() => {
    if (!open) onOver();
  }, [open, onOver]);
  useVoiceKeys(open, { mute: talk.toggleMute, interrupt: call.interrupt, type: toggleTyping, hangUp });

  const beside = (
    <>
      <Briefing detail={detail} />
      <VoiceFigures state={state} />
      <Hint hint={hint} />
      <By state={state} />
      {open && (
        <div className="-ms-2.5">
          <WriteOn conversationId={detail.id} />
        </div>
      )}
    </>
  );
  return (
    <div className="flex h-[calc(100dvh-5rem)] min-h-80 md:h-dvh">
      <div className="flex min-w-0 grow flex-col">
        <h1 className="sr-only">{t("practice:call.with", { name: detail.persona.name })}</h1>
        <Strip state={state}>{beside}</Strip>
        <Face
          persona={detail.persona}
          doing={t(`room.${now}`)}
          busy={now === "speaking" || now === "thinking"}
          over={!open}
        >
          {open && state.session?.recording && (
            <p className="flex items-center gap-1.5 text-small text-soft md:justify-center">
              <span aria-hidden className="size-2 rounded-full bg-bad" />
              {t("room.recorded")}
            </p>
          )}
        </Face>
        <Lines
          detail={detail}
          turns={state.turns}
          arriving={state.hearing?.text}
          arrivingFrom="rep"
          readOut={false}
        />
        <div className="mx-auto w-full max-w-2xl px-5 pt-3 pb-4 md:pb-6">
          <TogetherPanel conversationId={detail.id} open={open} />
          <Banners call={call} conversationId={detail.id} name={name} holdSeconds={options.hold_seconds} />
          {open && mic.problem === "lost" && (
            <div className="mb-3">
              <MicTrouble mic={mic} />
            </div>
          )}
          {open ? (
            <>
              {typing && (
                <div className="mb-4">
                  <Composer
                    id={detail.id}
                    name={detail.persona.name}
                    ready={live}
                    agreed={state.outcome === "meeting"}
                    onSend={call.type}
                    onHangUp={hangUp}
                  />
                </div>
              )}
              <Controls
                mic={mic}
                talk={talk}
                heard={heard}
                live={live}
                buyerSpeaks={state.buyerSpeaks}
                typing={typing}
                onTyping={toggleTyping}
                onInterrupt={call.interrupt}
                onHangUp={hangUp}
              />
            </>
          ) : (
            <Ended detail={detail} outcome={state.outcome} by="voice" />
          )}
        </div>
      </div>
      <Side>{beside}</Side>
      <HangUpDialog
        open={asking && open}
        busy={call.hangUp.busy}
        onClose={() => setAsking(false)}
        onHangUp={() => {
          setAsking(false);
          call.hangUp.run();
        }}
      />
    </div>
  );
}
