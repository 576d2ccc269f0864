import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metricsLoadDemoMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { refreshNumbers } from "./sources";

/** Loads a made-up company, so that something can be asked before anything real is given away. */
export function TryDemoData() {
  const { t } = useTranslation("metrics");
  const queryClient = useQueryClient();
  const load = useMutation({ ...metricsLoadDemoMutation(), onSuccess: () => refreshNumbers(queryClient) });
  return (
    <>
      <Button busy={load.isPending} onClick={() => load.mutate({})}>
        {t("noData.demo")}
      </Button>
      {load.error && <ErrorState error={load.error} className="basis-full" />}
    </>
  );
}
