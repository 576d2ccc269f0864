import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { practiceGetConversationOptions } from "@/api/@tanstack/react-query.gen";
import type { ConversationDetail } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { oneThing } from "./one-thing";

/** The last finished call: its score and the one thing to work on. */
export function LastCall({ conversationId, loading }: { conversationId?: string; loading: boolean }) {
  const { t } = useTranslation("home");
  const query = useQuery({
    ...practiceGetConversationOptions({ path: { conversation_id: conversationId ?? "" } }),
    enabled: conversationId !== undefined,
  });
  return (
    <Section title={t("last.title")}>
      {conversationId ? (
        <QueryView query={query}>{(call) => <Summary call={call} />}</QueryView>
      ) : loading ? (
        <SkeletonText />
      ) : (
        <p className="text-soft">{t("last.none")}</p>
      )}
    </Section>
  );
}

function Summary({ call }: { call: ConversationDetail }) {
  const { t } = useTranslation("home");
  const format = useFormats();
  const step = oneThing(call.feedback?.steps ?? []);
  return (
    <>
      {call.score === null ? (
        <p className="text-soft">{t("last.noScore")}</p>
      ) : (
        <p className="flex items-baseline gap-2">
          <span className="text-display">
            <DottedNumber
              from={{
                definition: t("last.definition"),
                sample: t("last.sample", { turns: format.number(call.turns.length) }),
                source: t("last.source"),
              }}
            >
              {format.number(call.score)}
            </DottedNumber>
          </span>
          <span className="text-soft">{t("last.scoreOf")}</span>
        </p>
      )}
      <p className="mt-1 text-soft">
        <bdi>{call.title}</bdi>
        {call.outcome && <> · {t(`outcomes.${call.outcome}`)}</>}
      </p>
      {step && (
        <div className="mt-4">
          <h3 className="text-small font-normal text-soft">{t(step.good ? "last.keep" : "last.work")}</h3>
          <p dir="auto" className="mt-0.5">
            {step.how}
          </p>
        </div>
      )}
      <p className="mt-4">
        <Link
          to="/practice/history/$conversationId"
          params={{ conversationId: call.id }}
          className="inline-flex items-center font-strong text-accent hover:underline touch:min-h-11"
        >
          {t("last.open")}
        </Link>
      </p>
    </>
  );
}
