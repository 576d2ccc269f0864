import { Link } from "@tanstack/react-router";
import { Phone, PhoneOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { TogetherPanel } from "../together/TogetherPanel";
import { Briefing } from "./Briefing";
import { Buyer } from "./Buyer";
import { Composer } from "./Composer";
import { Ended } from "./Ended";
import { Figures } from "./Figures";
import { HangUpDialog } from "./HangUpDialog";
import { Hint } from "./Hint";
import { Lines } from "./Lines";
import { Side } from "./Side";
import { Strip } from "./Strip";
import { Trouble } from "./Trouble";
import { useConversation } from "./useConversation";
import { useHint } from "./useHint";
import { Worded } from "./Worded";

/** The room of one written call: the buyer, what was said, what to say next; figures at the edge. */
export function Room({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const call = useConversation(detail);
  const hint = useHint(call);
  const [asking, setAsking] = useState(false);
  const { state } = call;
  const open = state.phase !== "ended";
  const hangUp = () => setAsking(true);
  const beside = (
    <>
      <Briefing detail={detail} />
      <Figures state={state} />
      <Hint hint={hint} />
      <Worded turns={state.turns} />
      {open && (
        <Button asChild size="small" kind="quiet" className="-ms-2.5 self-start">
          <Link to="/practice/call" search={{ conversation: detail.id, by: "voice" }} replace>
            <Phone aria-hidden />
            {t("call.speakInstead")}
          </Link>
        </Button>
      )}
    </>
  );
  return (
    <div className="flex h-[calc(100dvh-5rem)] min-h-80 md:h-dvh">
      <div className="flex min-w-0 grow flex-col">
        <h1 className="sr-only">{t("call.with", { name: detail.persona.name })}</h1>
        <Strip
          state={state}
          action={open && <HangUp size="small" busy={call.hangUp.busy} onPress={hangUp} />}
        >
          {beside}
        </Strip>
        <Buyer persona={detail.persona} state={state} />
        <Lines
          detail={detail}
          turns={state.turns}
          arriving={state.arriving}
          arrivingName={state.arrivingName}
        />
        <div className="mx-auto w-full max-w-2xl px-5 pb-4 md:pb-6">
          <TogetherPanel conversationId={detail.id} open={open} />
          <Trouble state={state} hangUpError={call.hangUp.error} onRetry={call.retryNow} />
          {open ? (
            <Composer
              // A refused turn comes back into the field.
              key={state.problem ? "refused" : "open"}
              id={detail.id}
              name={detail.persona.name}
              ready={state.phase === "ready"}
              agreed={state.outcome === "meeting"}
              onSend={call.send}
              onHangUp={hangUp}
            />
          ) : (
            <Ended detail={detail} outcome={state.outcome} />
          )}
        </div>
      </div>
      <Side foot={open && <HangUp busy={call.hangUp.busy} onPress={hangUp} />}>{beside}</Side>
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

function HangUp({ size, busy, onPress }: { size?: "small"; busy: boolean; onPress: () => void }) {
  const { t } = useTranslation("practice");
  return (
    <Button kind="danger" size={size} busy={busy} onClick={onPress}>
      <PhoneOff aria-hidden />
      {t("call.hangUp")}
    </Button>
  );
}
