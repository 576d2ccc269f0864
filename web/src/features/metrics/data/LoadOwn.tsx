import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metricsLoadOwnMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { refreshNumbers } from "./sources";

/** Takes in what is known here anyway: practice calls and analysed calls. */
export function LoadOwn({ onLoaded }: { onLoaded: (sourceId: string) => void }) {
  const { t } = useTranslation("metrics");
  const queryClient = useQueryClient();
  const load = useMutation({
    ...metricsLoadOwnMutation(),
    onSuccess: ({ id }) => {
      onLoaded(id);
      return refreshNumbers(queryClient);
    },
  });
  return (
    <div className="mt-3">
      <Button size="small" kind="quiet" busy={load.isPending} onClick={() => load.mutate({})}>
        {t("data.own")}
      </Button>
      {load.error && <ErrorState error={load.error} />}
    </div>
  );
}
