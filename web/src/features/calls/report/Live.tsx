import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import {
  CircleCheck,
  CircleDashed,
  CircleMinus,
  Clock,
  MessageSquareText,
  ThumbsDown,
  ThumbsUp,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { callsGetCallQueryKey, liveChangeCueMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail, CallLive, Cue, CueQuote } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { Quoted } from "@/components/evidence/Evidence";
import { Highlight } from "@/components/Highlight";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";
import type { Words } from "@/lib/wordsAt";

/** What was shown to the rep while the call was held, and what became of it. */
export function Live({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const { live } = call;
  if (!live) return null;
  return (
    <Section title={t("live.title")} hint={<Sums live={live} />}>
      {live.cues.length === 0 && <p className="text-soft">{t("live.none")}</p>}
      <ol className="flex flex-col gap-5">
        {live.cues.map((cue) => (
          <Shown key={cue.id} call={call} cue={cue} />
        ))}
      </ol>
      {(live.notes ?? []).length > 0 && <Whispers live={live} />}
    </Section>
  );
}

function Sums({ live }: { live: CallLive }) {
  const { t } = useTranslation("calls");
  return (
    <>
      {t("live.sums", {
        shown: live.shown,
        used: live.used,
        ignored: live.ignored,
        dismissed: live.dismissed,
      })}
      {live.deal_id && (
        <>
          {" · "}
          <Link to="/deals/$dealId" params={{ dealId: live.deal_id }} className="underline">
            <bdi>{live.deal_name}</bdi>
          </Link>
        </>
      )}
    </>
  );
}

const STANDINGS = {
  used: { icon: CircleCheck, hue: "text-good" },
  ignored: { icon: CircleDashed, hue: "text-soft" },
  dismissed: { icon: CircleMinus, hue: "text-soft" },
  expired: { icon: Clock, hue: "text-soft" },
  shown: { icon: Clock, hue: "text-soft" },
} as const;

function Shown({ call, cue }: { call: CallDetail; cue: Cue }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const { icon: Icon, hue } = STANDINGS[cue.standing ?? "shown"];
  return (
    <li className="flex items-start gap-3">
      <Icon aria-hidden className={`mt-1 size-4 shrink-0 ${hue}`} />
      <div className="min-w-0 grow">
        <p dir="auto" className="font-strong">
          {cue.text}
        </p>
        <p className="text-small text-soft">
          <span className="tabular-nums">{format.clock(cue.at)}</span> ·{" "}
          {t(`live.standings.${cue.standing ?? "shown"}`)} · <bdi>{cue.why}</bdi>
        </p>
        {(cue.quotes ?? []).map((quote) => (
          <Said key={`${quote.turn}-${quote.start}`} call={call} quote={quote} />
        ))}
      </div>
      <Useful call={call} cue={cue} />
    </li>
  );
}

/** Where the words stand in the transcript as the report shows it, which may be cut otherwise than it was heard. */
function placeOf(call: CallDetail, { turn, speaker, text }: CueQuote): Words | null {
  const said = call.turns.filter((one) => one.speaker === speaker && one.text.includes(text));
  const here = said.find((one) => one.index === turn) ?? said[0];
  if (!here) return null;
  const start = Array.from(here.text.slice(0, here.text.indexOf(text))).length;
  return { turn: here.index, start, end: start + Array.from(text).length, text };
}

function Said({ call, quote }: { call: CallDetail; quote: CueQuote }) {
  const place = placeOf(call, quote);
  return (
    <p className="mt-1 leading-7">{place ? <Quoted words={place} /> : <Highlight>{quote.text}</Highlight>}</p>
  );
}

/** The rep's own word on it, which may come after the call as well. */
function Useful({ call, cue }: { call: CallDetail; cue: Cue }) {
  const { t } = useTranslation("calls");
  const queryClient = useQueryClient();
  const mine = useMe().user.id === call.rep.user_id;
  const rate = useMutation({
    ...liveChangeCueMutation(),
    onSuccess: () =>
      queryClient.invalidateQueries({ queryKey: callsGetCallQueryKey({ path: { call_id: call.id } }) }),
  });
  const said = (useful: boolean) =>
    rate.mutate({ path: { call_id: call.id, cue_id: cue.id }, body: { useful } });
  const looks = (pressed: boolean) => (pressed ? "bg-accent-wash! text-accent!" : "");
  if (!mine)
    return cue.useful == null ? null : (
      <span className="text-small text-soft">{t(cue.useful ? "live.useful" : "live.notUseful")}</span>
    );
  return (
    <span className="flex shrink-0 gap-1">
      <IconButton
        label={t("live.useful")}
        aria-pressed={cue.useful === true}
        className={looks(cue.useful === true)}
        onClick={() => said(true)}
      >
        <ThumbsUp aria-hidden />
      </IconButton>
      <IconButton
        label={t("live.notUseful")}
        aria-pressed={cue.useful === false}
        className={looks(cue.useful === false)}
        onClick={() => said(false)}
      >
        <ThumbsDown aria-hidden />
      </IconButton>
    </span>
  );
}

function Whispers({ live }: { live: CallLive }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  return (
    <>
      <h3 className="mt-6 mb-2 text-small font-normal text-soft">{t("live.whispers")}</h3>
      <ul className="flex flex-col gap-2">
        {(live.notes ?? []).map((note) => (
          <li key={note.at + note.text} className="flex items-start gap-3">
            <MessageSquareText aria-hidden className="mt-1 size-4 shrink-0 text-soft" />
            <p>
              <span dir="auto">{note.text}</span>{" "}
              <span className="text-small text-soft">
                <bdi>{note.by.name}</bdi>, {format.clock(note.at)}
              </span>
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}
