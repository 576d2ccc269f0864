import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { insightsPinMutation } from "@/api/@tanstack/react-query.gen";
import { toast } from "@/components/Toast";
import { insightsChanged } from "./requests";

/** Keeps an answer among the insights, and leads there. */
export function usePin() {
  const { t } = useTranslation("metrics");
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  return useMutation({
    ...insightsPinMutation(),
    onSuccess: ({ id }) => {
      insightsChanged(queryClient);
      toast(t("actions.pinned"), {
        action: {
          label: t("actions.open"),
          run: () => void navigate({ to: "/numbers/insights/$insightId", params: { insightId: id } }),
        },
      });
    },
    onError: () => toast(t("actions.notPinned"), { kind: "trouble" }),
  });
}
