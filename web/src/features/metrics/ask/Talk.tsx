import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import type { Answer } from "../types";
import { useMetrics } from "../useMetrics";
import { Aside } from "./Aside";
import { Composer } from "./Composer";
import { Asked, Exchange } from "./Exchange";
import { Starters } from "./Starters";
import { useTalk } from "./useTalk";
import { Waiting } from "./Waiting";

interface TalkProps {
  conversation: string | undefined;
  before: Answer[];
  text?: string;
  onConversation: (id: string) => void;
}

/** Questions and answers, the newest at the foot, with the field for the next one always in reach. */
export function Talk({ conversation, before, text, onConversation }: TalkProps) {
  const { t } = useTranslation("metrics");
  const controls = useTalk(conversation, before, onConversation);
  const { answers, pending, failed } = controls.talk;
  const metrics = useMetrics().data;
  const field = useRef<HTMLTextAreaElement>(null);
  const newest = answers.at(-1);
  const nothing = answers.length === 0 && !pending && !failed;
  const send = (said: string) => controls.send(said);
  return (
    <div className="grid gap-x-12 lg:grid-cols-[minmax(0,1fr)_16rem]">
      <div className="flex min-h-[calc(100dvh-22rem)] min-w-0 flex-col">
        <div className="grow">
          {nothing && metrics && <Starters metrics={metrics} onPick={send} />}
          {answers.map((answer, place) => (
            <Exchange
              key={answer.message_id}
              answer={answer}
              last={place === answers.length - 1 && !pending}
              fresh={place >= before.length}
              talk={controls}
            />
          ))}
          {pending && (
            <Asked text={pending.asking.text} fresh>
              <Waiting pending={pending} onStop={controls.stop} />
            </Asked>
          )}
          {failed && (
            <Asked text={failed.asking.text}>
              <ErrorState
                error={failed.error}
                onRetry={() => controls.send(failed.asking.text, failed.asking.query ?? undefined)}
              />
            </Asked>
          )}
        </div>
        <p aria-live="polite" className="sr-only">
          {newest && !pending && (newest.narrative || newest.question || newest.reason)}
        </p>
        <div className="sticky bottom-0 z-10 bg-linear-to-t from-ground from-75% to-transparent pt-6 pb-4 max-md:bottom-[calc(3.5rem+env(safe-area-inset-bottom))]">
          <Composer
            field={field}
            busy={pending !== null}
            last={failed?.asking.text ?? newest?.asked}
            text={text}
            onSend={send}
            onStop={controls.stop}
          />
          <p className="mt-2 text-center text-small text-soft max-md:hidden">{t("composer.promise")}</p>
        </div>
      </div>
      <Aside current={controls.talk.conversation} />
    </div>
  );
}
