import { PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Briefing } from "./Briefing";
import { Figures } from "./Figures";
import { Hint } from "./Hint";
import type { Conversation } from "./useConversation";
import type { HintState } from "./useHint";
import { Worded } from "./Worded";

interface SideProps {
  call: Conversation;
  hint: HintState;
  detail: ConversationDetail;
  onHangUp: () => void;
}

/** The thin column beside a call, on screens wide enough for one. */
export function Side({ call, hint, detail, onHangUp }: SideProps) {
  const { t } = useTranslation("practice");
  return (
    <aside
      aria-label={t("call.side")}
      className="flex w-64 shrink-0 flex-col gap-6 overflow-y-auto border-s border-line px-5 py-8 max-lg:hidden"
    >
      <Briefing detail={detail} />
      <Figures state={call.state} />
      <Hint hint={hint} />
      <Worded state={call.state} />
      {call.state.phase !== "ended" && (
        <Button kind="danger" busy={call.hangUp.busy} onClick={onHangUp} className="mt-auto">
          <PhoneOff aria-hidden />
          {t("call.hangUp")}
        </Button>
      )}
    </aside>
  );
}
