import { queryOptions, useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  aiEngineOptions,
  dealsCoachDealOptions,
  dealsCoachDealQueryKey,
  dealsMarkRecommendationMutation,
  dealsWordCoachingMutation,
} from "@/api/@tanstack/react-query.gen";
import type { Recommendation, StepMark } from "@/api/types.gen";
import { toast } from "@/components/Toast";
import type { Language } from "@/i18n";

function asked(dealId: string, language: string) {
  return { path: { deal_id: dealId }, query: { language: language as Language } };
}

/** A deal's next steps in the reader's language. */
export function coachOptions(dealId: string, language: string) {
  return queryOptions({ ...dealsCoachDealOptions(asked(dealId, language)), meta: { worded: true } });
}

/** The steps, what can be done with them, and whether a model could word them. */
export function useCoach(dealId: string) {
  const { t, i18n } = useTranslation("coach");
  const queryClient = useQueryClient();
  const key = dealsCoachDealQueryKey(asked(dealId, i18n.language));
  const query = useQuery(coachOptions(dealId, i18n.language));
  const engine = useQuery({ ...aiEngineOptions(), retry: false });
  const again = () => queryClient.invalidateQueries({ queryKey: key });
  const word = useMutation({
    ...dealsWordCoachingMutation(),
    onSuccess: (worded) => queryClient.setQueryData(key, worded),
    onError: () => toast(t("draft.failed"), { kind: "trouble" }),
  });
  const mark = useMutation({
    ...dealsMarkRecommendationMutation(),
    onSuccess: (step, { body }) => {
      void again();
      if (body.status === "open") return;
      const undo = () => mark.mutate({ path: { recommendation_id: step.id }, body: { status: "open" } });
      toast(t(`marked.${body.status}`), { action: { label: t("undo"), run: undo } });
    },
    onError: () => toast(t("notMarked"), { kind: "trouble" }),
  });
  return {
    query,
    hasModel: (engine.data?.models.length ?? 0) > 0,
    wording: word.isPending,
    word: () => word.mutate({ path: { deal_id: dealId }, body: { language: i18n.language as Language } }),
    marking: mark.isPending,
    mark: (step: Recommendation, body: StepMark) =>
      mark.mutate({ path: { recommendation_id: step.id }, body }),
  };
}

export type Coach = ReturnType<typeof useCoach>;
