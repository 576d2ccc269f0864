import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { CircleDot, CircleSlash, Ear, EarOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { liveRunningOptions } from "@/api/@tanstack/react-query.gen";
import type { LiveItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { useFormats } from "@/lib/format";
import { useMe } from "@/lib/me";

const ASK_AGAIN_MS = 10_000;

/** Calls that go on now: a rep's own; for a manager everybody's, to follow. */
export function RunningCalls() {
  const { t } = useTranslation("live");
  const calls = useQuery({ ...liveRunningOptions(), refetchInterval: ASK_AGAIN_MS }).data?.items ?? [];
  if (calls.length === 0) return null;
  return (
    <section aria-label={t("running.title")}>
      <h2 className="mb-2 font-strong">{t("running.title")}</h2>
      <ul>
        {calls.map((call) => (
          <Row key={call.call_id} call={call} />
        ))}
      </ul>
    </section>
  );
}

function Row({ call }: { call: LiveItem }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const mine = useMe().user.id === call.rep.user_id;
  const live = call.status === "live";
  const Icon = live ? CircleDot : CircleSlash;
  return (
    <li className="flex flex-wrap items-center gap-x-3 gap-y-2 border-b border-line py-2.5 last:border-0">
      <Icon aria-hidden className={live ? "size-4 shrink-0 text-bad" : "size-4 shrink-0 text-warn"} />
      <span className="min-w-0 grow basis-48">
        <bdi className="block truncate font-strong">{call.title}</bdi>
        <span className="block truncate text-small text-soft">
          {[
            t(`status.${call.status}`),
            !mine && call.rep.name,
            call.started_at && t("running.since", { time: format.time(call.started_at) }),
            call.deal?.name,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      {mine || call.listening ? (
        <Button asChild size="small">
          <Link to="/calls/live/$callId" params={{ callId: call.call_id }}>
            {!mine && <Ear aria-hidden />}
            {t(mine ? "running.open" : "running.listen")}
          </Link>
        </Button>
      ) : (
        <span className="flex items-center gap-1.5 text-small text-soft">
          <EarOff aria-hidden className="size-4" />
          {t("running.mayNotListen")}
        </span>
      )}
    </li>
  );
}
