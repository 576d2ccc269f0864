import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, ListPlus } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsCreateActivityMutation,
  dealsGetDealTimelineOptions,
  dealsWriteBackMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CallDetail, CallNextStep } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { asProblem } from "@/lib/problem";

const MOST_SUBJECT = 500;

/** Makes a task of a next step on the deal the call was about, and sends it on to the CRM where that takes it. */
export function ToDeal({ call, step }: { call: CallDetail; step: CallNextStep }) {
  const dealId = call.live?.deal_id;
  return dealId ? <Offer call={call} step={step} dealId={dealId} /> : null;
}

function Offer({ call, step, dealId }: { call: CallDetail; step: CallNextStep; dealId: string }) {
  const { t } = useTranslation("calls");
  const queryClient = useQueryClient();
  const tasks = dealsGetDealTimelineOptions({
    path: { deal_id: dealId },
    query: { kind: ["task"], limit: 100 },
  });
  const known = useQuery(tasks).data?.items ?? [];
  const subject = Array.from(step.text).slice(0, MOST_SUBJECT).join("");
  const create = useMutation(dealsCreateActivityMutation());
  const write = useMutation(dealsWriteBackMutation());
  const put = useMutation({
    mutationFn: async (): Promise<"sent" | "kept"> => {
      const task = await create.mutateAsync({ body: taskOf(t, call, step, subject, dealId) });
      try {
        await write.mutateAsync({ body: { activity_id: task.id } });
        return "sent";
      } catch (error) {
        // No CRM takes it, or not this person's to send: the task stands on the deal all the same.
        if ([403, 404, 409, 422].includes(asProblem(error).status)) return "kept";
        throw error;
      } finally {
        void queryClient.invalidateQueries({ queryKey: tasks.queryKey });
      }
    },
  });
  const there = known.some((one) => one.subject === subject);
  if (put.data || there)
    return (
      <p role="status" className="mt-2 flex items-center gap-1.5 text-small text-soft">
        <Check aria-hidden className="size-4 shrink-0 text-good" />
        {t(put.data === "sent" ? "live.onDeal" : put.data ? "live.onDealOnly" : "live.onDealAlready")}
      </p>
    );
  return (
    <div className="mt-2">
      <Button
        size="small"
        busy={put.isPending}
        aria-label={t("live.toDealLabel", { step: step.text })}
        onClick={() => put.mutate()}
      >
        <ListPlus aria-hidden />
        {t("live.toDeal")}
      </Button>
      {put.error && <ErrorState error={put.error} className="mt-2" />}
    </div>
  );
}

function taskOf(
  t: ReturnType<typeof useTranslation<"calls">>["t"],
  call: CallDetail,
  step: CallNextStep,
  subject: string,
  dealId: string,
) {
  const lines = [
    step.who && t("live.by", { who: t(`nextSteps.who.${step.who}`) }),
    step.when && t("live.until", { when: step.when }),
    t("live.from", { title: call.title }),
  ];
  return {
    kind: "task" as const,
    at: new Date().toISOString(),
    subject,
    text: lines.filter(Boolean).join("\n"),
    deal_id: dealId,
  };
}
