import { CalendarClock, CalendarX2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealPage } from "@/api/types.gen";
import { Rehearse } from "@/components/Rehearse";
import { useFormats } from "@/lib/format";

/** The next planned conversation, or plainly that there is none; and the step that was agreed. */
export function NextMeeting({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const meeting = deal.next_meeting;
  return (
    <div className="mb-8 flex flex-wrap items-start gap-3 rounded-large border border-line px-4 py-3">
      {meeting ? (
        <CalendarClock aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
      ) : (
        <CalendarX2 aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
      )}
      <div className="min-w-0 grow basis-56">
        {meeting ? (
          <>
            <p className="font-strong">
              <bdi>{meeting.subject || t(`kinds.${meeting.kind}`)}</bdi>
            </p>
            <p className="text-small text-soft">
              <time dateTime={meeting.at}>
                {format.longDay(meeting.at)}, {format.time(meeting.at)}
              </time>
              {(meeting.people ?? []).map((person) => (
                <span key={person.id}>
                  {" · "}
                  <bdi>{person.name}</bdi>
                </span>
              ))}
            </p>
          </>
        ) : (
          <p>{t("next.none")}</p>
        )}
        {deal.next_step && (
          <p dir="auto" className="mt-1">
            <span className="text-soft">{t("next.step")}</span> {deal.next_step}
          </p>
        )}
      </div>
      {meeting && <Rehearse people={meeting.people ?? []} dealId={deal.id} />}
    </div>
  );
}
