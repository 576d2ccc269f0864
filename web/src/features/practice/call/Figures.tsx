import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Sidebar } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";

/** What the figures of a call are read from. */
export interface Counted {
  side: Sidebar;
  endedAt: string | null;
}

/** Time since the call began, counted here so that a clock that is wrong does not matter. */
export function Timer({ state }: { state: Counted }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const seconds = useSeconds(state.side.started_at, state.endedAt);
  return (
    <span role="timer" aria-label={t("call.time")} className="tabular-nums">
      {format.clock(seconds)}
    </span>
  );
}

function useSeconds(startedAt: string, endedAt: string | null): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (endedAt) return;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [endedAt]);
  return ((endedAt ? Date.parse(endedAt) : now) - Date.parse(startedAt)) / 1000;
}

/** The rep's own behaviour so far; nothing here judges it. */
export function Figures({ state, children }: { state: Counted; children?: ReactNode }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const { talk_share: share, questions, last_turn_words: words } = state.side;
  const text = share === null ? t("call.noneYet") : format.percent(share);
  return (
    <dl className="flex flex-col gap-5">
      <div>
        <dt className="text-small text-soft">{t("call.time")}</dt>
        <dd className="text-title">
          <Timer state={state} />
        </dd>
      </div>
      <div>
        <dt className="text-small text-soft">{t("call.talkShare")}</dt>
        <dd className="tabular-nums">
          {text}
          <Meter label={t("call.talkShare")} text={text} value={share ?? 0} className="mt-1" />
        </dd>
      </div>
      <div>
        <dt className="text-small text-soft">{t("call.questions")}</dt>
        <dd className="tabular-nums">{format.number(questions)}</dd>
      </div>
      <div>
        <dt className="text-small text-soft">{t("call.lastTurn")}</dt>
        <dd className="tabular-nums">{t("call.words", { count: words })}</dd>
      </div>
      {children}
    </dl>
  );
}
