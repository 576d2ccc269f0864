import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import type { ShownTurn } from "./state";

interface LinesProps {
  detail: ConversationDetail;
  turns: readonly ShownTurn[];
  /** Words that are still coming, and whose. */
  arriving?: string;
  arrivingFrom?: ShownTurn["speaker"];
  arrivingName?: string | null;
  /** Whether a screen reader says the buyer's lines; not where they are heard. */
  readOut?: boolean;
}

/** What was said, newest at the bottom. New lines of the buyer are read out once, when they are whole. */
export function Lines({
  detail,
  turns,
  arriving = "",
  arrivingFrom = "customer",
  arrivingName,
  readOut = true,
}: LinesProps) {
  const { t } = useTranslation("practice");
  const box = useRef<HTMLElement>(null);
  const name = detail.persona.name.split(/\s+/)[0] ?? detail.persona.name;
  const last = turns.at(-1);
  const length = turns.length + (last?.text.length ?? 0) + arriving.length;

  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added, the newest words stay in sight
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [length]);

  const origin: Origin = detail.restarted_from?.call_id ? "real" : "practice";
  const replayed = turns.filter((turn) => turn.replayed).length;
  return (
    <>
      <section
        ref={box}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={0}
        aria-label={t("call.transcript")}
        className="grow overflow-y-auto border-t border-line"
      >
        <ol className="mx-auto flex min-h-full w-full max-w-2xl flex-col justify-end gap-4 px-5 py-6">
          {turns.map((turn, place) => (
            <Line
              // biome-ignore lint/suspicious/noArrayIndexKey: turns are only ever added at the end
              key={place}
              turn={turn}
              name={name}
              restarts={replayed > 0 && place === replayed ? origin : undefined}
            />
          ))}
          {replayed > 0 && replayed === turns.length && <FromHere origin={origin} />}
          {arriving && (
            <Line
              turn={{ index: null, speaker: arrivingFrom, text: arriving, name: arrivingName }}
              name={name}
              arriving
            />
          )}
        </ol>
      </section>
      <p aria-live="polite" className="sr-only">
        {readOut && last?.speaker === "customer" && `${last.name ?? name}: ${last.text}`}
      </p>
    </>
  );
}

type Origin = "practice" | "real";

function FromHere({ origin }: { origin: Origin }) {
  const { t } = useTranslation("practice");
  return (
    <li className="flex items-center gap-3 text-center text-small text-soft before:h-px before:grow before:bg-line after:h-px after:grow after:bg-line">
      {t(origin === "real" ? "call.fromReal" : "call.fromHere")}
    </li>
  );
}

interface LineProps {
  turn: ShownTurn;
  name: string;
  /** The first turn after those taken over from an earlier call. */
  restarts?: Origin;
  arriving?: boolean;
}

function Line({ turn, name, restarts, arriving }: LineProps) {
  const { t } = useTranslation("practice");
  const mine = turn.speaker === "rep";
  return (
    <>
      {restarts && <FromHere origin={restarts} />}
      <li className={classes("flex flex-col", mine && "items-end", turn.replayed && "text-soft")}>
        {turn.name && <bdi className="text-small text-soft">{turn.name}</bdi>}
        <span className="sr-only">{turn.name ? null : `${mine ? t("call.you") : name}:`}</span>
        <p
          dir="auto"
          aria-hidden={arriving}
          className={classes(
            "max-w-[min(34rem,90%)] whitespace-pre-wrap break-words",
            mine && "rounded-large bg-sunken px-4 py-2.5",
            mine && turn.index === null && "opacity-70",
          )}
        >
          {turn.text || (!turn.cut && <span className="text-soft italic">{t("call.silence")}</span>)}
          {turn.cut && "…"}
        </p>
        {turn.cut && <span className="text-small text-soft">{t("call.cut")}</span>}
      </li>
    </>
  );
}
