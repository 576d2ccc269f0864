import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EngineBadge } from "@/components/EngineBadge";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { ConsentForm } from "./ConsentForm";
import { SpeakersForm } from "./SpeakersForm";
import { useLabelWords } from "./useSpeakerNames";

/** Where this call comes from, on what ground it was analysed, and what did it. */
export function About({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  return (
    <>
      <Section title={t("about.source")}>
        <Facts call={call} />
        {(call.notes ?? []).length > 0 && (
          <ul className="mt-4 flex flex-col gap-1 text-small text-soft">
            {call.notes?.map((note) => (
              <li key={note.where + note.what} dir="auto">
                {note.where && <bdi>{note.where}: </bdi>}
                {note.what}
              </li>
            ))}
          </ul>
        )}
      </Section>
      <ConsentSection call={call} />
      {call.speakers.length > 0 && <SpeakersSection call={call} />}
      {call.analysed_at && <Analysis call={call} />}
    </>
  );
}

function Facts({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const rows: [string, React.ReactNode][] = [
    [t("about.kind"), t(`sources.${call.source}`)],
    [t("about.language"), t(`languages.${call.language}`)],
    [
      t("about.added"),
      <time key="added" dateTime={call.created_at}>
        {format.day(call.created_at)}
      </time>,
    ],
  ];
  const files = call.media.files ?? [];
  if (files.length > 0) rows.push([t("about.files"), <bdi key="files">{files.join(", ")}</bdi>]);
  if (call.media.has_audio) rows.push([t("about.channels"), format.number(call.media.channels)]);
  if (call.transcription) rows.push([t("about.transcription"), <bdi key="by">{call.transcription}</bdi>]);
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
      {rows.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-soft">{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function ConsentSection({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const { consent } = call;
  if (!consent)
    return call.needs.includes("consent") ? null : (
      <Section title={t("consent.title")}>
        <ConsentForm call={call} />
      </Section>
    );
  return (
    <Section title={t("consent.title")}>
      <p>{t(`consent.bases.${consent.basis}`)}</p>
      {consent.note && <p dir="auto">{consent.note}</p>}
      <p className="text-small text-soft">
        {t("consent.by", { name: consent.confirmed_by.name, date: format.day(consent.confirmed_at) })}
      </p>
    </Section>
  );
}

function SpeakersSection({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const nameOf = useLabelWords();
  const [changing, setChanging] = useState(false);
  return (
    <Section
      title={t("speakers.title")}
      hint={call.speakers_why ? <span dir="auto">{call.speakers_why}</span> : undefined}
      actions={
        <Button size="small" aria-expanded={changing} onClick={() => setChanging(!changing)}>
          {t("speakers.change")}
        </Button>
      }
    >
      {changing ? (
        <SpeakersForm call={call} />
      ) : (
        <ul>
          {call.speakers.map((speaker) => (
            <li key={speaker.label} className="flex flex-wrap gap-x-4 py-1">
              <bdi className="font-strong">{nameOf(speaker.label)}</bdi>
              <span>
                {speaker.role
                  ? t(speaker.role === "rep" ? "speakers.rep" : "speakers.customer")
                  : t("speakers.unknown")}
              </span>
              <span className="text-soft">
                {speaker.talk_share != null && <>{format.percent(speaker.talk_share)} · </>}
                {t("turns", { count: speaker.turns })}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

function Analysis({ call }: { call: CallDetail }) {
  const { t, i18n } = useTranslation("calls");
  const format = useFormats();
  const proposals = call.proposals;
  const asked = proposals && (proposals.source ?? "builtin") !== "builtin";
  const reasons = Object.entries(proposals?.reasons ?? {});
  const reasonWords = (reason: string) => {
    const key = reason.replaceAll("_", "-"); // "_many" would be read as a plural
    return i18n.exists(`calls:proposals.reasons.${key}`)
      ? t(`proposals.reasons.${key as "order"}`)
      : reason.replaceAll("_", " ");
  };
  return (
    <Section title={t("about.analysis")} actions={<EngineBadge source={proposals?.source ?? "builtin"} />}>
      <p>
        {t("about.analysed", {
          date: format.day(call.analysed_at ?? ""),
          time: format.time(call.analysed_at ?? ""),
        })}
      </p>
      <p className="text-soft">
        {asked
          ? t("proposals.counts", {
              accepted: format.number(proposals.accepted ?? 0),
              rejected: format.number(proposals.rejected ?? 0),
            })
          : t("proposals.none")}
      </p>
      {asked && reasons.length > 0 && (
        <ul className="mt-2 text-small text-soft">
          {reasons.map(([reason, count]) => (
            <li key={reason}>
              <bdi>{reasonWords(reason)}</bdi>: {format.number(count)}
            </li>
          ))}
        </ul>
      )}
      {proposals?.note && (
        <p dir="auto" className="mt-2 text-small text-soft">
          {proposals.note}
        </p>
      )}
    </Section>
  );
}
