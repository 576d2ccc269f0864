import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { liveGetOptions } from "@/api/@tanstack/react-query.gen";
import { Fold } from "@/components/Fold";
import { QueryView } from "@/components/QueryView";
import { Skeleton } from "@/components/Skeleton";
import { useMe } from "@/lib/me";
import { useTitle } from "@/lib/title";
import { Earpiece } from "../earpiece/Earpiece";
import { Following, NotAgreed } from "../listen/Following";
import type { LiveCall } from "../liveCall";
import { OverlayButton } from "../overlay/Overlay";
import type { LiveSession } from "../session/LiveSession";
import { sessionOf, useSnapshot } from "../session/useLive";
import { Connect } from "../start/Connect";
import { Companion } from "./Companion";
import { Ended } from "./Ended";
import { Options } from "./Options";
import { useCueKeys } from "./useCueKeys";
import { Words } from "./Words";

/** One call while it is held. */
export function LiveCallPage({ callId }: { callId: string }) {
  const query = useQuery(liveGetOptions({ path: { call_id: callId } }));
  return (
    // Less air than other pages: it stands beside a meeting.
    <div className="mx-auto w-full max-w-6xl px-5 py-4 md:px-10 md:py-10">
      <QueryView query={query} skeleton={<Skeleton className="h-64 w-full" />}>
        {(call) => <Found call={call} />}
      </QueryView>
    </div>
  );
}

function Found({ call }: { call: LiveCall }) {
  const mine = useMe().user.id === call.rep.user_id;
  return mine || call.listening ? <Seen call={call} mine={mine} /> : <NotAgreed name={call.rep.name} />;
}

function Seen({ call, mine }: { call: LiveCall; mine: boolean }) {
  const { t } = useTranslation("live");
  const session = sessionOf(call.call_id);
  const { view } = useSnapshot(session);
  const status = view.state?.status ?? call.status;
  const about = [call.deal?.name, call.contact?.name].filter(Boolean).join(" · ");
  useTitle(call.title);
  useCueKeys(mine ? session : null);
  return (
    <>
      <header className="mb-5 max-md:mb-3">
        <p className="flex items-center gap-x-1 text-small text-soft">
          <Link
            to="/calls/live"
            className="inline-flex shrink-0 items-center gap-1 hover:text-ink touch:min-h-11"
          >
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("title")}
          </Link>
          {about && <bdi className="truncate">· {about}</bdi>}
        </p>
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
          <h1 className="min-w-0 truncate text-title">
            <bdi>{call.title}</bdi>
          </h1>
          {mine && status !== "ended" && (
            <div className="max-md:hidden">
              <OverlayButton call={call} session={session} />
            </div>
          )}
        </div>
      </header>
      {status === "ended" ? (
        <Ended call={call} view={view} />
      ) : (
        <Running call={call} session={session} mine={mine} />
      )}
    </>
  );
}

function Running({ call, session, mine }: { call: LiveCall; session: LiveSession; mine: boolean }) {
  const { t } = useTranslation("live");
  const { view } = useSnapshot(session);
  return (
    <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_24rem]">
      <div className="flex min-w-0 flex-col gap-6">
        {mine ? <Connect call={call} view={view} /> : <Following call={call} />}
        <Companion call={call} session={session} mine={mine} />
        {mine && (
          <>
            <Earpiece session={session} />
            <Fold summary={t("options.title")} className="border-t border-line pt-4">
              <Options session={session} />
            </Fold>
          </>
        )}
      </div>
      <section aria-label={t("transcript.title")} className="min-w-0">
        <h2 className="mb-2 font-strong">{t("transcript.title")}</h2>
        <Words
          turns={view.turns}
          mine={mine}
          className="h-[60dvh] lg:sticky lg:top-8 lg:h-[calc(100dvh-12rem)]"
        />
      </section>
    </div>
  );
}
