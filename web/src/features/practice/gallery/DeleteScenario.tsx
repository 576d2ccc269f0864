import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import {
  practiceDeleteScenarioMutation,
  practiceListScenariosQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { ScenarioItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
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
    <Dialog
      open
      onClose={onClose}
      title={t("gallery.deleteTitle", { title: scenario.title })}
      description={t("gallery.deleteText")}
    >
      {remove.error && <ErrorState error={remove.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button
          kind="danger"
          busy={remove.isPending}
          onClick={() => remove.mutate({ path: { scenario_id: scenario.id } })}
        >
          {t("common:delete")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
