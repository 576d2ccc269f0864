import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Check, ListPlus, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsGetDealTimelineQueryKey,
  dealsListNextStepsOptions,
  dealsPutNextStepMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CallDetail, CallNextStep, StepOnDeal } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";

interface ToDealProps {
  call: CallDetail;
  step: CallNextStep;
  /** Which of the call's next steps it is. */
  index: number;
}

/** Makes a task of a next step on the deal the call was about, and sends it on to the CRM where that takes it. */
export function ToDeal({ call, step, index }: ToDealProps) {
  const dealId = call.live?.deal_id;
  return dealId ? <Offer path={{ deal_id: dealId, call_id: call.id }} step={step} index={index} /> : null;
}

interface OfferProps extends Omit<ToDealProps, "call"> {
  path: { deal_id: string; call_id: string };
}

function Offer({ path, step, index }: OfferProps) {
  const { t } = useTranslation("calls");
  const queryClient = useQueryClient();
  const steps = dealsListNextStepsOptions({ path });
  const known = useQuery(steps);
  const put = useMutation({
    ...dealsPutNextStepMutation(),
    onSettled: () => {
      const timeline = dealsGetDealTimelineQueryKey({ path: { deal_id: path.deal_id } });
      void queryClient.invalidateQueries({ queryKey: steps.queryKey });
      void queryClient.invalidateQueries({ queryKey: timeline });
    },
  });
  const stands = put.data ?? known.data?.items[index];
  if (known.isPending) return null;
  return (
    <div className="mt-2">
      {stands && stands.standing !== "open" && <Standing one={stands} />}
      {(!stands || ["open", "refused"].includes(stands.standing)) && (
        <Button
          size="small"
          busy={put.isPending}
          aria-label={t("live.toDealLabel", { step: step.text })}
          onClick={() => put.mutate({ path, body: { step: index } })}
        >
          <ListPlus aria-hidden />
          {t(stands?.standing === "refused" ? "live.toDealAgain" : "live.toDeal")}
        </Button>
      )}
      {put.error && <ErrorState error={put.error} className="mt-2" />}
    </div>
  );
}

function Standing({ one }: { one: StepOnDeal }) {
  const { t } = useTranslation("calls");
  const refused = one.standing === "refused";
  const Icon = refused ? TriangleAlert : Check;
  return (
    <p role="status" className="mb-2 flex items-center gap-1.5 text-small text-soft last:mb-0">
      <Icon aria-hidden className={`size-4 shrink-0 ${refused ? "text-warn" : "text-good"}`} />
      <span>
        {t(`live.standing.${one.standing}`)}
        {refused && one.problem && <bdi> {one.problem}</bdi>}
      </span>
    </p>
  );
}
