import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Ear, UsersRound } from "lucide-react";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import {
  practiceAskGuestMutation,
  practiceChangeGuestMutation,
  practiceListRunningOptions,
  practiceListRunningQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { RunningSession } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { FormProblem } from "@/components/FormProblem";
import { QueryView } from "@/components/QueryView";
import { useFormats } from "@/lib/format";
import { onNews } from "@/lib/news";
import { PracticeHeader } from "../PracticeHeader";

const ASK_AGAIN_MS = 10_000;

/** Practice sessions that are going on: a manager asks to come in, an invited colleague accepts. */
export function Running() {
  const { t } = useTranslation("together");
  const client = useQueryClient();
  const query = useQuery({ ...practiceListRunningOptions(), refetchInterval: ASK_AGAIN_MS });
  useEffect(
    () =>
      onNews("practice.together", () => {
        void client.invalidateQueries({ queryKey: practiceListRunningQueryKey() });
      }),
    [client],
  );
  return (
    <>
      <PracticeHeader page="together" />
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState
              icon={<UsersRound aria-hidden />}
              title={t("running.none")}
              actions={
                <Button asChild kind="primary">
                  <Link to="/practice">{t("running.choose")}</Link>
                </Button>
              }
            >
              {t("running.noneText")}
            </EmptyState>
          ) : (
            <ul className="max-w-3xl">
              {items.map((session) => (
                <Row key={session.conversation_id} session={session} />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}

function Row({ session }: { session: RunningSession }) {
  const { t } = useTranslation("together");
  const format = useFormats();
  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-3 border-b border-line py-4 last:border-0">
      <Avatar name={session.rep} />
      <div className="min-w-0 grow basis-52">
        <p className="font-strong">
          <bdi>{session.rep}</bdi>
        </p>
        <p className="text-small text-soft">
          <bdi>{session.title}</bdi> · {t("running.since", { time: format.time(session.started_at) })} ·{" "}
          {t("running.turns", { count: session.turns })}
        </p>
      </div>
      <Actions session={session} />
    </li>
  );
}

function Actions({ session }: { session: RunningSession }) {
  const { t } = useTranslation("together");
  const client = useQueryClient();
  const again = () => void client.invalidateQueries({ queryKey: practiceListRunningQueryKey() });
  const ask = useMutation({ ...practiceAskGuestMutation(), onSuccess: again });
  const accept = useMutation({ ...practiceChangeGuestMutation(), onSuccess: again });
  const { guest, conversation_id } = session;
  const path = { conversation_id };
  if (guest?.status === "agreed") {
    return (
      <Button asChild size="small" kind="primary">
        <Link to="/practice/together/$conversationId" params={{ conversationId: conversation_id }}>
          <Ear aria-hidden />
          {t("running.enter")}
        </Link>
      </Button>
    );
  }
  return (
    <div className="flex flex-wrap items-center gap-2">
      {guest?.status === "asked" && session.invited ? (
        <Button
          size="small"
          kind="primary"
          busy={accept.isPending}
          onClick={() => accept.mutate({ path: { ...path, guest_id: guest.id }, body: { status: "agreed" } })}
        >
          {t(guest.role === "play" ? "running.acceptPlay" : "running.acceptListen")}
        </Button>
      ) : guest?.status === "asked" ? (
        <p className="text-small text-soft">{t("running.asked", { name: session.rep })}</p>
      ) : (
        <>
          <Button
            size="small"
            busy={ask.isPending}
            onClick={() => ask.mutate({ path, body: { role: "listen" } })}
          >
            {t("running.askListen")}
          </Button>
          <Button
            size="small"
            kind="quiet"
            busy={ask.isPending}
            onClick={() => ask.mutate({ path, body: { role: "play" } })}
          >
            {t("running.askPlay")}
          </Button>
        </>
      )}
      <FormProblem fields={[]} error={ask.error ?? accept.error} />
    </div>
  );
}
