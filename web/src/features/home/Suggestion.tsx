import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowRight, Phone, RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import { practiceSuggestOptions } from "@/api/@tanstack/react-query.gen";
import type { Suggestion as Suggested } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { DottedNumber } from "@/components/DottedNumber";
import { Highlight } from "@/components/Highlight";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { beginAt } from "@/lib/moment";

/** One drill, and why this one. `isNew` is not known until the past calls are there. */
export function Suggestion({ isNew }: { isNew: boolean | undefined }) {
  const { data, error, refetch } = useQuery(practiceSuggestOptions());
  const known = isNew === undefined ? undefined : data;
  return (
    <section className="border-t-2 border-ink pt-5 pb-10">
      <QueryView
        query={{ data: known, error, refetch }}
        skeleton={<SkeletonText lines={6} className="min-h-64" />}
      >
        {(suggestion) => <Story suggestion={suggestion} isNew={isNew ?? false} />}
      </QueryView>
    </section>
  );
}

function Story({ suggestion, isNew }: { suggestion: Suggested; isNew: boolean }) {
  const { t } = useTranslation("home");
  const { scenario, level } = suggestion;
  return (
    <article>
      <p className="mb-2 font-strong text-accent">{t(isNew ? "first.label" : "next.label")}</p>
      <h2 dir="auto" className="text-display max-md:text-title">
        {scenario.title}
      </h2>
      <p dir="auto" className="mt-2 max-w-prose text-soft">
        {scenario.goal}
      </p>
      <div className="mt-5 flex items-center gap-3">
        <Avatar name={scenario.persona.name} size="large" />
        <p className="min-w-0">
          <bdi className="block font-strong">{scenario.persona.name}</bdi>
          <bdi className="block text-soft">
            {scenario.persona.role}, {scenario.persona.company}
          </bdi>
        </p>
      </div>
      {!isNew && <Reason suggestion={suggestion} />}
      <div className="mt-6 flex flex-wrap items-center gap-x-4 gap-y-3">
        <Button asChild kind="primary" size="large">
          <Link to="/practice/call" search={{ scenario: scenario.id, level }}>
            <Phone aria-hidden />
            {t("next.start")}
          </Link>
        </Button>
        <Chance suggestion={suggestion} />
        <Link
          to="/practice"
          className="inline-flex items-center gap-1 text-soft hover:text-ink touch:min-h-11"
        >
          {t("next.other")}
          <ArrowRight aria-hidden className="directional size-4" />
        </Link>
      </div>
    </article>
  );
}

function Chance({ suggestion }: { suggestion: Suggested }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  const certain =
    suggestion.scenario.expected.find((one) => one.level === suggestion.level)?.certain ?? false;
  return (
    <p className="text-soft">
      {t(`levels.${suggestion.level}`)} ·{" "}
      <DottedNumber
        from={{
          definition: t("next.likelyDefinition"),
          sample: certain ? undefined : t("next.likelyEarly"),
          source: t("next.likelySource"),
        }}
      >
        {t("next.likely", { share: format.percent(Math.round(suggestion.expected_success * 20) / 20) })}
      </DottedNumber>
    </p>
  );
}

function Reason({ suggestion }: { suggestion: Suggested }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  const { reason, start_from: moment } = suggestion;
  return (
    <div className="mt-6 max-w-prose">
      <h3 className="text-small font-normal text-soft">{t("next.why")}</h3>
      <p dir="auto" className="mt-1">
        {reason.text}
      </p>
      {reason.quote && (reason.call_id || reason.conversation_id) && (
        <figure className="mt-3">
          <blockquote dir="auto" className="leading-8">
            <Highlight asChild>
              <Link
                {...(reason.call_id
                  ? { to: "/calls/$callId", params: { callId: reason.call_id } }
                  : {
                      to: "/practice/history/$conversationId",
                      params: { conversationId: reason.conversation_id ?? "" },
                    })}
                hash={`turn-${reason.quote.turn}`}
              >
                {reason.quote.text}
              </Link>
            </Highlight>
          </blockquote>
          <figcaption className="mt-1 flex flex-wrap items-center gap-x-4 text-small text-soft">
            {reason.at && (
              <span>
                {t(reason.call_id ? "next.fromRealCall" : "next.fromCall", { ago: format.ago(reason.at) })}
              </span>
            )}
            {moment && (
              <Link
                to="/practice/call"
                search={beginAt(moment)}
                className="inline-flex items-center gap-1.5 font-strong text-accent hover:underline touch:min-h-11"
              >
                <RotateCcw aria-hidden className="size-3.5" />
                {t("next.again")}
              </Link>
            )}
          </figcaption>
        </figure>
      )}
    </div>
  );
}
