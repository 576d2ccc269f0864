import { useQuery } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceGetScenarioOptions } from "@/api/@tanstack/react-query.gen";
import type { ChatIn, ChatStatus } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import type { CallProps } from "./Call";
import { freshKey } from "./draft";
import { say } from "./say";
import { useWaitingWords } from "./useWaitingWords";

/** The phone rings: starts the call and, once the buyer has answered, goes to its own address. */
export function Ringing({ scenario, persona, level, language, from, call, turn, by }: CallProps) {
  const { t } = useTranslation(["practice", "common"]);
  const navigate = useNavigate();
  const [key] = useState(freshKey);
  const [tries, setTries] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const [status, setStatus] = useState<ChatStatus | null>(null);
  const waiting = useWaitingWords(status);
  const called = useQuery({
    ...practiceGetScenarioOptions({ path: { scenario_id: scenario ?? "" }, query: { language } }),
    enabled: scenario !== undefined && persona === undefined,
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new try is started by counting `tries` up
  useEffect(() => {
    const leaving = new AbortController();
    const body: ChatIn = {
      scenario_id: scenario,
      persona_id: persona,
      level,
      language,
      start_from:
        from === undefined && call === undefined
          ? undefined
          : { conversation_id: from, call_id: call, turn: turn ?? 0 },
      text: "",
      client_key: key,
    };
    async function ring() {
      setError(null);
      for await (const event of say(body, leaving.signal)) {
        if (event.type === "status") setStatus(event.data);
        if (event.type === "message")
          await navigate({
            to: "/practice/call",
            search: { conversation: event.data.conversation_id, by },
            replace: true,
          });
      }
    }
    ring().catch((problem: unknown) => {
      if (!leaving.signal.aborted) setError(problem);
    });
    return () => leaving.abort();
  }, [scenario, persona, level, language, from, call, turn, by, key, tries, navigate]);

  const buyer = called.data?.persona;
  return (
    <Ringing.Frame>
      {buyer && (
        <>
          <Avatar name={buyer.name} size="huge" />
          <p className="mt-4 text-center">
            <bdi className="block text-title font-strong">{buyer.name}</bdi>
            <bdi className="block text-soft">
              {buyer.role}, {buyer.company}
            </bdi>
          </p>
        </>
      )}
      {error ? (
        <ErrorState
          className="mt-6"
          error={error}
          onRetry={() => setTries(tries + 1)}
          actions={
            <Button asChild size="small">
              <Link to="/practice">{t("call.toGallery")}</Link>
            </Button>
          }
        />
      ) : (
        <p role="status" className="mt-4 text-soft">
          {waiting ?? t("call.ringing")}
        </p>
      )}
    </Ringing.Frame>
  );
}

Ringing.Frame = function RingingFrame({ children }: { children?: ReactNode }) {
  const { t } = useTranslation(["practice", "common"]);
  return (
    <div className="flex min-h-[calc(100dvh-5rem)] flex-col items-center justify-center px-5 md:min-h-dvh">
      <h1 className="sr-only">{t("call.title")}</h1>
      {children ?? (
        <p role="status" className="text-soft">
          {t("common:loading")}
        </p>
      )}
    </div>
  );
};
