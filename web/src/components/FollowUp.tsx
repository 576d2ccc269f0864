import { Link } from "@tanstack/react-router";
import { CircleCheck, CircleDashed, CircleX, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { FollowUp as Followed, SeenInCall } from "@/api/types.gen";
import { Highlight } from "@/components/Highlight";
import { useFormats } from "@/lib/format";

const ICONS = { met: CircleCheck, not_met: CircleX, not_observed: CircleDashed };

/** A moment that was practised: how it was in the call it is from, in the drill, and on the next real call. */
export function FollowUp({ of }: { of: Followed }) {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const what = of.criterion_title ?? of.skill_title;
  return (
    <article data-follow-up={of.conversation_id}>
      <p dir="auto" className="font-strong">
        {t("followUp.practised", { what, day: format.day(of.practised_at) })}
      </p>
      <dl className="mt-3 flex flex-col gap-3">
        {of.before && <Seen term={t("followUp.before")} seen={of.before} />}
        {of.practised && (
          <div>
            <dt className="text-small text-soft">{t("followUp.drill")}</dt>
            <dd>
              <Result result={of.practised} />
            </dd>
          </div>
        )}
        {of.after ? (
          <Seen term={t("followUp.after")} seen={of.after} />
        ) : (
          <div>
            <dt className="text-small text-soft">{t("followUp.after")}</dt>
            <dd className="text-soft">{t("followUp.waiting")}</dd>
          </div>
        )}
      </dl>
      <p className="mt-3">
        <Link
          to="/practice/call"
          search={{ call: of.moment.call_id ?? undefined, turn: of.moment.turn }}
          className="inline-flex items-center gap-1.5 font-strong text-accent hover:underline touch:min-h-11"
        >
          <RotateCcw aria-hidden className="size-3.5" />
          {t("followUp.again")}
        </Link>
      </p>
    </article>
  );
}

function Seen({ term, seen }: { term: string; seen: SeenInCall }) {
  const format = useFormats();
  const quote = seen.quotes?.[0];
  return (
    <div>
      <dt className="text-small text-soft">
        {term}: <bdi>{seen.title}</bdi>, {format.day(seen.at)}
      </dt>
      <dd>
        {seen.result && <Result result={seen.result} what={seen.criterion} />}
        {quote && (
          <p className="mt-1 leading-8">
            <Highlight asChild>
              <Link to="/calls/$callId" params={{ callId: seen.call_id }} hash={`turn-${quote.turn}`}>
                {quote.text}
              </Link>
            </Highlight>
          </p>
        )}
      </dd>
    </div>
  );
}

function Result({ result, what }: { result: keyof typeof ICONS; what?: string }) {
  const { t } = useTranslation("practice");
  const Icon = ICONS[result];
  return (
    <span className={`inline-flex items-center gap-1.5 ${result === "met" ? "text-good" : "text-soft"}`}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`followUp.results.${result}`)}
      {what && (
        <span dir="auto" className="text-small text-soft">
          {what}
        </span>
      )}
    </span>
  );
}
