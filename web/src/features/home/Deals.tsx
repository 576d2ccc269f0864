import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CalendarClock } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dealsGetAttentionOptions } from "@/api/@tanstack/react-query.gen";
import type { AttentionDeal, AttentionReason, MeetingOut } from "@/api/types.gen";
import { Rehearse } from "@/components/Rehearse";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

const MEETINGS = 4;
const DEALS = 4;

/** The week's meetings to rehearse, and one's own deals that need a look. Nothing where there are none. */
export function Deals() {
  const { t } = useTranslation("home");
  const { data } = useQuery(dealsGetAttentionOptions());
  if (!data) return null;
  return (
    <>
      {data.meetings.length > 0 && (
        <Section title={t("meetings.title")}>
          <ul>
            {data.meetings.slice(0, MEETINGS).map((meeting) => (
              <Meeting key={meeting.activity_id} meeting={meeting} />
            ))}
          </ul>
        </Section>
      )}
      {data.deals.length > 0 && (
        <Section
          title={t("deals.title")}
          actions={
            <Link
              to="/deals"
              search={{ owner: "me", status: "open" }}
              className="text-small text-accent hover:underline"
            >
              {t("deals.all")}
            </Link>
          }
        >
          <ul>
            {data.deals.slice(0, DEALS).map((one) => (
              <Look key={one.deal.id} one={one} />
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

function Meeting({ meeting }: { meeting: MeetingOut }) {
  const format = useFormats();
  const people = meeting.people.filter((one) => one.part !== "cc");
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 border-b border-line py-3 first:pt-0 last:border-0">
      <CalendarClock aria-hidden className="mt-1 size-4 shrink-0 text-soft" />
      <div className="min-w-0 grow basis-52">
        <p className="font-strong">
          {meeting.deal ? (
            <Link to="/deals/$dealId" params={{ dealId: meeting.deal.id }} className="hover:underline">
              <bdi>{meeting.subject || meeting.deal.name}</bdi>
            </Link>
          ) : (
            <bdi>{meeting.subject}</bdi>
          )}
        </p>
        <p className="text-small text-soft">
          <time dateTime={meeting.at}>
            {format.longDay(meeting.at)}, {format.time(meeting.at)}
          </time>
          {people.map((one) => (
            <span key={one.id}>
              {" · "}
              <bdi>{one.name}</bdi>
            </span>
          ))}
        </p>
      </div>
      <Rehearse people={people} dealId={meeting.deal?.id} />
    </li>
  );
}

const REASONS = 2;

function Look({ one: { deal, reasons } }: { one: AttentionDeal }) {
  return (
    <li className="border-b border-line py-3 first:pt-0 last:border-0">
      <Link to="/deals/$dealId" params={{ dealId: deal.id }} className="font-strong hover:underline">
        <bdi>{deal.name}</bdi>
      </Link>
      <p className="text-small text-soft">
        {reasons.slice(0, REASONS).map((reason, place) => (
          <span key={reason.code}>
            {place > 0 && " · "}
            <Reason reason={reason} />
          </span>
        ))}
      </p>
    </li>
  );
}

function Reason({ reason: { code, value } }: { reason: AttentionReason }) {
  const { t } = useTranslation("home");
  return t(`deals.reasons.${code}`, { count: value ?? 0 });
}
