import { Link } from "@tanstack/react-router";
import { ArrowDownLeft, ArrowUpRight, AudioLines, Dumbbell } from "lucide-react";
import { memo, useState } from "react";
import { useTranslation } from "react-i18next";
import type { TimelineItem } from "@/api/types.gen";
import { Marked } from "@/components/evidence/Marked";
import { useLit } from "@/components/evidence/useLit";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { Change } from "./Change";
import { EntryMenu } from "./EntryMenu";
import { iconOf } from "./kinds";
import type { Sought } from "./sought";
import { useWholeText } from "./useWholeText";

interface EntryProps {
  item: TimelineItem;
  /** Says which deal it belongs to, where the timeline is of several. */
  withDeal: boolean;
  sought: Sought | null;
}

/** One thing that happened or is planned. What people wrote is shown as text and as nothing else. */
export const Entry = memo(function Entry({ item, withDeal, sought }: EntryProps) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const lit = useLit(sought ? 1 : undefined);
  const Icon = iconOf(item.kind);
  const anchor = item.kind === "change" ? `change-${item.id}` : `activity-${item.id}`;
  return (
    <li
      id={anchor}
      tabIndex={-1}
      className={classes(
        "group -mx-2 grid scroll-mt-4 grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-3 rounded-control px-2 py-2.5 outline-none transition-colors",
        "[contain-intrinsic-size:auto_4rem] [content-visibility:auto]",
        lit && "bg-accent-wash",
      )}
    >
      <Icon aria-hidden className="mt-1 size-4 justify-self-center text-soft" />
      <div className="min-w-0">
        {item.kind === "change" ? <Change item={item} /> : <Activity item={item} sought={sought} />}
        {withDeal && item.deal && (
          <p className="truncate text-small text-soft">
            <Link
              to="/deals/$dealId"
              params={{ dealId: item.deal.id }}
              className="hover:text-ink hover:underline"
            >
              <bdi>{item.deal.name}</bdi>
            </Link>
          </p>
        )}
      </div>
      <div className="flex items-start gap-1">
        <time
          dateTime={item.at}
          title={`${format.day(item.at)}, ${format.time(item.at)}`}
          className="whitespace-nowrap text-small text-soft"
        >
          {item.planned ? `${format.shortDay(item.at)}, ${format.time(item.at)}` : format.shortDay(item.at)}
        </time>
        {item.kind !== "change" && <EntryMenu item={item} />}
      </div>
      <span className="sr-only">{t(`kinds.${item.kind}`)}</span>
    </li>
  );
});

function Activity({ item, sought }: { item: TimelineItem; sought: Sought | null }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const way = item.direction === "in" ? ArrowDownLeft : item.direction === "out" ? ArrowUpRight : null;
  const Way = way;
  const people = item.people ?? [];
  return (
    <>
      <p className="flex min-w-0 flex-wrap items-baseline gap-x-2">
        {Way && (
          <span className="inline-flex self-center">
            <Way aria-hidden className="directional size-3.5 text-soft" />
            <span className="sr-only">{t(`directions.${item.direction as "in" | "out"}`)}</span>
          </span>
        )}
        <bdi className="min-w-0 font-strong break-words">{item.subject || t(`kinds.${item.kind}`)}</bdi>
        {item.duration_s ? (
          <span className="text-small text-soft tabular-nums">{format.minutes(item.duration_s)}</span>
        ) : null}
      </p>
      {(people.length > 0 || item.user) && (
        <p className="text-small text-soft">
          {people.map((person, place) => (
            <span key={person.id}>
              {place > 0 && ", "}
              <Link
                to="/contacts/$contactId"
                params={{ contactId: person.id }}
                className="hover:text-ink hover:underline"
              >
                <bdi>{person.name}</bdi>
              </Link>
            </span>
          ))}
          {people.length > 0 && item.user && " · "}
          {item.user && <bdi>{item.user.name}</bdi>}
        </p>
      )}
      <Text item={item} sought={sought} />
      {item.call_id && (
        <Link
          to="/calls/$callId"
          params={{ callId: item.call_id }}
          className="mt-1 inline-flex items-center gap-1.5 text-small text-accent hover:underline touch:min-h-11"
        >
          <AudioLines aria-hidden className="size-3.5" />
          {t("timeline.openCall")}
        </Link>
      )}
      {item.conversation_id && (
        <Link
          to="/practice/history/$conversationId"
          params={{ conversationId: item.conversation_id }}
          className="mt-1 inline-flex items-center gap-1.5 text-small text-accent hover:underline touch:min-h-11"
        >
          <Dumbbell aria-hidden className="size-3.5" />
          {t("timeline.openPractice")}
        </Link>
      )}
    </>
  );
}

/** Letters from which on a text is shown in part at first. */
const LONG = 200;

function Text({ item, sought }: { item: TimelineItem; sought: Sought | null }) {
  const { t } = useTranslation("deals");
  const [open, setOpen] = useState(false);
  const span = sought?.span ?? null;
  const long = Boolean(
    item.cut || (item.text && (item.text.length > LONG || item.text.split("\n").length > 3)),
  );
  const whole = open || span !== null || !long;
  const text = useWholeText(item, whole);
  if (!item.text) return null;
  return (
    <>
      <p
        dir="auto"
        className={classes("mt-1 break-words", whole ? "whitespace-pre-wrap" : "line-clamp-2 text-soft")}
      >
        <Marked text={text} quotes={span ? [span] : []} sought={span} />
      </p>
      {long && span === null && (
        <button
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
          className="text-small text-accent hover:underline touch:min-h-11"
        >
          {t(open ? "timeline.less" : "timeline.whole")}
        </button>
      )}
    </>
  );
}
