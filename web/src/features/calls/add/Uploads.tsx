import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Check, Pause, Play, X } from "lucide-react";
import { useEffect, useSyncExternalStore } from "react";
import { useTranslation } from "react-i18next";
import { callsListCallsInfiniteQueryKey } from "@/api/@tanstack/react-query.gen";
import { Button, IconButton } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { useSize } from "../size";
import { type Sending, sendings } from "./sendings";

/** The recordings on their way up, each with how far it is. Leaving the page does not stop them; closing the tab asks. */
export function Uploads() {
  const { t } = useTranslation("calls");
  const queryClient = useQueryClient();
  const list = useSyncExternalStore(sendings.subscribe, () => sendings.list);
  const done = list.filter((one) => one.state === "done").length;
  useEffect(() => {
    if (done > 0)
      void queryClient.invalidateQueries({ queryKey: [{ _id: callsListCallsInfiniteQueryKey()[0]._id }] });
  }, [done, queryClient]);
  if (list.length === 0) return null;
  return (
    <section aria-label={t("uploads.title")} className="mb-6 max-w-2xl">
      <ul>
        {list.map((sending) => (
          <Row key={sending.id} sending={sending} />
        ))}
      </ul>
    </section>
  );
}

function Row({ sending }: { sending: Sending }) {
  const { t } = useTranslation(["calls", "common"]);
  const format = useFormats();
  const size = useSize();
  const { id, title, state, sent, callId } = sending;
  const share = sending.size > 0 ? sent / sending.size : 0;
  const text = t(`uploads.states.${state}`, { sent: size(sent), size: size(sending.size) });
  return (
    <li className="rounded-control border border-line px-4 py-3 not-first:mt-2">
      <div className="flex items-center gap-3">
        <div className="min-w-0 grow">
          <bdi className="block truncate font-strong">{title}</bdi>
          <p role="status" className="text-small text-soft">
            {text}
          </p>
        </div>
        {state === "done" && callId && (
          <Button asChild size="small" kind="primary">
            <Link to="/calls/$callId" params={{ callId }} onClick={() => sendings.remove(id)}>
              <Check aria-hidden />
              {t("uploads.open")}
            </Link>
          </Button>
        )}
        {(state === "sending" || state === "reconnecting") && (
          <IconButton label={t("uploads.pause")} onClick={() => sendings.pause(id)}>
            <Pause aria-hidden />
          </IconButton>
        )}
        {(state === "paused" || state === "failed") && (
          <IconButton label={t("uploads.resume")} onClick={() => sendings.resume(id)}>
            <Play aria-hidden />
          </IconButton>
        )}
        <IconButton
          label={t(state === "done" ? "common:close" : "uploads.cancel")}
          onClick={() => sendings.remove(id)}
        >
          <X aria-hidden />
        </IconButton>
      </div>
      {state !== "done" && (
        <Meter label={t("uploads.title")} text={format.percent(share)} value={share} className="mt-2" />
      )}
      {sending.problem && <ErrorState error={sending.problem} className="mt-3" />}
    </li>
  );
}
