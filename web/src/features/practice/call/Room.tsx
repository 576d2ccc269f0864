import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Buyer } from "./Buyer";
import { Composer } from "./Composer";
import { Ended } from "./Ended";
import { HangUpDialog } from "./HangUpDialog";
import { Lines } from "./Lines";
import { Side } from "./Side";
import { Strip } from "./Strip";
import { Trouble } from "./Trouble";
import { useConversation } from "./useConversation";
import { useHint } from "./useHint";

/** The room of one call: the buyer, what was said, what to say next; figures at the edge. */
export function Room({ detail }: { detail: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const call = useConversation(detail);
  const hint = useHint(call);
  const [asking, setAsking] = useState(false);
  const { state } = call;
  const open = state.phase !== "ended";
  const hangUp = () => setAsking(true);
  return (
    <div className="flex h-[calc(100dvh-5rem)] min-h-80 md:h-dvh">
      <div className="flex min-w-0 grow flex-col">
        <h1 className="sr-only">{t("call.with", { name: detail.persona.name })}</h1>
        <Strip call={call} hint={hint} detail={detail} onHangUp={hangUp} />
        <Buyer persona={detail.persona} state={state} />
        <Lines detail={detail} state={state} />
        <div className="mx-auto w-full max-w-2xl px-5 pb-4 md:pb-6">
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
      <Side call={call} hint={hint} detail={detail} onHangUp={hangUp} />
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
