import { Link } from "@tanstack/react-router";
import { CalendarCheck, PhoneForwarded, PhoneMissed, PhoneOff, ThumbsDown } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConversationItem } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import type { Outcome } from "../labels";

const ICONS = {
  meeting: CalendarCheck,
  callback: PhoneForwarded,
  refused: ThumbsDown,
  hangup: PhoneMissed,
  ended: PhoneOff,
} satisfies Record<Outcome, unknown>;

const looks =
  "-mx-3 grid min-h-16 grid-cols-[2rem_minmax(0,1fr)_auto] items-center gap-x-3 rounded-control px-3 py-2.5 hover:bg-sunken " +
  "sm:grid-cols-[2rem_minmax(0,1fr)_11rem_8rem_5rem]";

/** One past call; one that is still open leads back into it. */
export function Row({ call }: { call: ConversationItem }) {
  const content = <Content call={call} />;
  return (
    <li className="border-b border-line last:border-0">
      {call.status === "open" ? (
        <Link to="/practice/call" search={{ conversation: call.id }} className={looks}>
          {content}
        </Link>
      ) : (
        <Link to="/practice/history/$conversationId" params={{ conversationId: call.id }} className={looks}>
          {content}
        </Link>
      )}
    </li>
  );
}

function Content({ call }: { call: ConversationItem }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const me = useMe().user.id;
  const outcome = call.outcome ?? "ended";
  const Icon = ICONS[outcome];
  const open = call.status === "open";
  return (
    <>
      <Avatar name={call.persona.name} />
      <span className="min-w-0">
        <bdi className="block truncate font-strong">{call.title}</bdi>
        <span className="block truncate text-small text-soft">
          <bdi>{call.persona.name}</bdi> · {t(`levels.${call.level}`)}
          {call.restarted_from && <> · {t("history.again")}</>}
          {call.user.id !== me && (
            <>
              {" · "}
              <bdi>{call.user.name}</bdi>
            </>
          )}
        </span>
        <span className="block text-small text-soft sm:hidden">
          {open ? t("history.open") : t(`outcomes.${outcome}`)} · {format.ago(call.started_at)}
        </span>
      </span>
      <span className="inline-flex items-center gap-2 text-small max-sm:hidden">
        {open ? (
          t("history.open")
        ) : (
          <>
            <Icon aria-hidden className="size-4 shrink-0 text-soft" />
            {t(`outcomes.${outcome}`)}
          </>
        )}
      </span>
      <time dateTime={call.started_at} className="text-small text-soft max-sm:hidden">
        {format.ago(call.started_at)}
      </time>
      <span className="text-end tabular-nums">
        {open ? (
          <span className="font-strong text-accent">{t("history.carryOn")}</span>
        ) : call.score === null ? (
          <span className="text-soft" title={t("gallery.noScore")}>
            –<span className="sr-only">{t("gallery.noScore")}</span>
          </span>
        ) : (
          <span className="font-strong">{format.number(call.score)}</span>
        )}
      </span>
    </>
  );
}
