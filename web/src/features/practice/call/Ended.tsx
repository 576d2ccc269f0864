import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import type { Outcome } from "../labels";
import { isolated, outcomeSentence } from "../outcome";
import { sameCall } from "../same";
import type { CallWay } from "../way";

interface EndedProps {
  detail: ConversationDetail;
  outcome: Outcome | null;
  by?: CallWay;
}

/** The call is over: what came of it, and the way on. */
export function Ended({ detail, outcome, by }: EndedProps) {
  const { t } = useTranslation("practice");
  const onward = useRef<HTMLAnchorElement>(null);
  // The field that had the focus is gone.
  useEffect(() => onward.current?.focus(), []);
  return (
    <div role="status" className="flex animate-arrive flex-wrap items-center gap-3 border-t border-line pt-4">
      <p className="basis-full text-title font-strong">
        {t(`outcomeSentences.${outcomeSentence({ ...detail, outcome })}`, {
          name: isolated(detail.persona.name),
        })}
      </p>
      <Button asChild kind="primary">
        <Link ref={onward} to="/practice/history/$conversationId" params={{ conversationId: detail.id }}>
          {t("call.toScorecard")}
        </Link>
      </Button>
      <Button asChild>
        <Link to="/practice/call" search={{ ...sameCall(detail), level: detail.level, by }}>
          <RotateCcw aria-hidden />
          {t("call.callAgain")}
        </Link>
      </Button>
    </div>
  );
}
