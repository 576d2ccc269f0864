import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metricsGetModelVersion } from "@/api/sdk.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import type { ProblemError } from "@/lib/problem";

interface ChangedProps {
  problem: ProblemError | null;
  onClose: () => void;
  /** Saves over the version that came in between; it stays in the history. */
  onMine: (version: number) => void;
  onTheirs: (yaml: string, version: number) => void;
}

/** Somebody else saved in between: whose text goes on. */
export function Changed({ problem, onClose, onMine, onTheirs }: ChangedProps) {
  const { t } = useTranslation(["metrics", "common"]);
  const version = Number(problem?.problem.version ?? 0);
  const theirs = useMutation({
    mutationFn: async () => (await metricsGetModelVersion({ path: { version }, throwOnError: true })).data,
    onSuccess: ({ yaml }) => onTheirs(yaml, version),
  });
  return (
    <Dialog
      open={problem !== null}
      onClose={onClose}
      title={t("model.changedTitle")}
      description={t("model.changedText", { version })}
    >
      {theirs.error && <ErrorState error={theirs.error} />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button busy={theirs.isPending} onClick={() => theirs.mutate()}>
          {t("model.takeTheirs")}
        </Button>
        <Button kind="primary" onClick={() => onMine(version)}>
          {t("model.keepMine")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
