import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  practiceDeleteScenarioMutation,
  practiceListScenariosQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { ScenarioItem } from "@/api/types.gen";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { toast } from "@/components/Toast";

export function DeleteScenario({ scenario, onClose }: { scenario: ScenarioItem; onClose: () => void }) {
  const { t } = useTranslation(["practice", "common"]);
  const queryClient = useQueryClient();
  const remove = useMutation({
    ...practiceDeleteScenarioMutation(),
    onSuccess: () => {
      void queryClient.invalidateQueries({ queryKey: [{ _id: practiceListScenariosQueryKey()[0]._id }] });
      toast(t("gallery.deleted"));
      onClose();
    },
  });
  return (
    <ConfirmDialog
      open
      onClose={onClose}
      title={t("gallery.deleteTitle", { title: scenario.title })}
      text={t("gallery.deleteText")}
      deed={t("common:delete")}
      work={remove}
      onConfirm={() => remove.mutate({ path: { scenario_id: scenario.id } })}
    />
  );
}
