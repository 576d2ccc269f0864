import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail, CriterionView, DetailedTurn, QuoteView, SpokenTurn } from "@/api/types.gen";
import { EngineBadge } from "@/components/EngineBadge";
import { Marked } from "@/components/evidence/Marked";
import { type Moment, useMoments } from "@/components/evidence/Moments";
import { useLit } from "@/components/evidence/useLit";
import { ResultMark } from "@/components/Signal";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { HeardOnly, SpokenTime } from "../voice/SpokenNote";
import { spokenTurns, wasHeard } from "../voice/timed";

/** The whole call with the evidence marked in it and notes in the margin. Quotes elsewhere on the page lead here. */
export function Transcript({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("practice");
  const { moment } = useMoments();
  const [withMoves, setWithMoves] = useState(false);
  const pane = useRef<HTMLElement>(null);
  const quotes = evidence(call);
  const spoken = spokenTurns(call);
  const sources = [...new Set(call.turns.flatMap((turn) => turn.source ?? []))];

  useEffect(() => {
    if (moment) show(pane.current, moment);
  }, [moment]);

  return (
    <section
      ref={pane}
      aria-labelledby="transcript"
      className="-mx-3 min-w-0 px-3 [scrollbar-width:thin] xl:sticky xl:top-0 xl:max-h-dvh xl:self-start xl:overflow-y-auto"
    >
      <div className="mb-4 flex items-baseline gap-4 border-t border-line pt-5">
        <h2 id="transcript" className="grow font-strong">
          {t("transcript.title")}
        </h2>
        <button
          type="button"
          aria-pressed={withMoves}
          title={t("transcript.movesHint")}
          onClick={() => setWithMoves(!withMoves)}
          className="text-small text-soft hover:text-ink touch:min-h-11"
        >
          {t(withMoves ? "transcript.hideMoves" : "transcript.showMoves")}
        </button>
        {sources.map((source) => (
          <EngineBadge key={source} source={source} />
        ))}
      </div>
      <ol className="flex flex-col pb-10">
        {call.turns.map((turn) => (
          <Turn
            key={turn.index}
            turn={turn}
            spoken={spoken.get(turn.index)}
            withMoves={withMoves}
            name={turn.name ?? (turn.speaker === "rep" ? call.user.name : call.persona.name)}
            quotes={quotes.filter((quote) => quote.turn === turn.index)}
            criteria={(call.scorecard?.criteria ?? []).filter((one) =>
              one.quotes.some((quote) => quote.turn === turn.index),
            )}
            moment={moment?.turn === turn.index ? moment : null}
          />
        ))}
      </ol>
    </section>
  );
}

/** Scrolls the pane where it scrolls by itself, else the page, and moves the reader's focus there. */
function show(pane: HTMLElement | null, moment: Moment): void {
  const place = document.getElementById(`turn-${moment.turn}`);
  if (!pane || !place) return;
  if (getComputedStyle(pane).overflowY === "auto") pane.scrollBy({ top: middle(place) - middle(pane) });
  else place.scrollIntoView({ block: "center" });
  place.focus({ preventScroll: true });
}

function middle(element: HTMLElement): number {
  const { top, bottom } = element.getBoundingClientRect();
  return (top + bottom) / 2;
}

function evidence(call: ConversationDetail): QuoteView[] {
  return [
    ...(call.scorecard?.criteria ?? []).flatMap((one) => one.quotes),
    ...(call.feedback?.steps ?? []).flatMap((step) => step.quotes),
  ];
}

interface TurnProps {
  turn: DetailedTurn;
  /** When it was said, in a spoken call. */
  spoken: SpokenTurn | undefined;
  withMoves: boolean;
  name: string;
  quotes: QuoteView[];
  criteria: CriterionView[];
  moment: Moment | null;
}

function Turn({ turn, spoken, withMoves, name, quotes, criteria, moment }: TurnProps) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const lit = useLit(moment?.visit);
  return (
    <li
      id={`turn-${turn.index}`}
      tabIndex={-1}
      className={classes(
        "-mx-3 rounded-control px-3 py-2.5 outline-none transition-colors",
        lit && "bg-accent-wash",
        turn.replayed && "text-soft",
      )}
    >
      <p className="flex items-baseline justify-between gap-3 text-small text-soft">
        <bdi className={turn.speaker === "rep" ? "text-accent" : ""}>{name}</bdi>
        {moment && moment.visit > 0 && (
          <button
            type="button"
            onClick={() => window.scrollTo({ top: moment.from })}
            className="ms-auto underline underline-offset-4 hover:text-ink xl:hidden touch:min-h-11"
          >
            {t("transcript.back")}
          </button>
        )}
        {wasHeard(spoken) ? (
          <SpokenTime spoken={spoken} />
        ) : (
          <span className="tabular-nums">{format.number(turn.index + 1)}</span>
        )}
      </p>
      <p dir="auto" className="whitespace-pre-wrap break-words">
        {turn.text ? (
          <Marked text={turn.text} quotes={quotes} sought={moment?.span} />
        ) : (
          <span className="text-soft italic">{t("call.silence")}</span>
        )}
      </p>
      {spoken && <HeardOnly spoken={spoken} />}
      <Notes moves={withMoves ? turn.acts : null} criteria={criteria} />
    </li>
  );
}

/** Which questions of the rubric the turn answers and, when asked for, the moves it was read as. */
function Notes({ moves, criteria }: { moves: DetailedTurn["acts"] | null; criteria: CriterionView[] }) {
  const { t, i18n } = useTranslation("practice");
  const acts = [...new Set((moves ?? []).filter((act) => act.certain).map((act) => act.kind))];
  const known = acts.filter((kind) => i18n.exists(`practice:acts.${kind}`));
  if (known.length === 0 && criteria.length === 0) return null;
  return (
    <ul className="mt-1 flex flex-wrap gap-x-3 gap-y-0.5 text-small text-soft">
      {criteria.map((criterion) => (
        <li key={criterion.id} className="inline-flex items-center gap-1">
          <ResultMark result={criterion.result} words={false} />
          <bdi>{criterion.title}</bdi>
        </li>
      ))}
      {known.map((kind) => (
        <li key={kind} className="italic">
          {t(`acts.${kind}` as "acts.pitch")}
        </li>
      ))}
    </ul>
  );
}
