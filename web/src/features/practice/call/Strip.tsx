import { ChevronDown, PhoneOff } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { Briefing } from "./Briefing";
import { Figures, Timer } from "./Figures";
import { Hint } from "./Hint";
import type { Conversation } from "./useConversation";
import type { HintState } from "./useHint";
import { Worded } from "./Worded";

interface StripProps {
  call: Conversation;
  hint: HintState;
  detail: ConversationDetail;
  onHangUp: () => void;
}

/** The side column folded into one line, for phones; opens to all of it. */
export function Strip({ call, hint, detail, onHangUp }: StripProps) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const [open, setOpen] = useState(false);
  const share = call.state.side.talk_share;
  return (
    <div className="shrink-0 border-b border-line lg:hidden">
      <div className="flex items-center gap-2 px-3 py-1.5">
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="flex min-h-11 min-w-0 grow items-center gap-3 rounded-control px-2 text-small"
        >
          <Timer state={call.state} />
          {share !== null && (
            <span className="truncate text-soft">{t("call.youTalk", { share: format.percent(share) })}</span>
          )}
          <ChevronDown
            aria-hidden
            className={classes("size-4 shrink-0 text-soft transition-transform", open && "rotate-180")}
          />
          <span className="sr-only">{t("call.side")}</span>
        </button>
        {call.state.phase !== "ended" && (
          <Button kind="danger" size="small" busy={call.hangUp.busy} onClick={onHangUp}>
            <PhoneOff aria-hidden />
            {t("call.hangUp")}
          </Button>
        )}
      </div>
      {open && (
        <div className="flex max-h-[50dvh] flex-col gap-5 overflow-y-auto px-5 pt-2 pb-5">
          <Briefing detail={detail} />
          <Figures state={call.state} />
          <Hint hint={hint} />
          <Worded state={call.state} />
        </div>
      )}
    </div>
  );
}
