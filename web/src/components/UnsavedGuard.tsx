import { useBlocker } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";

/** Asks before the page is left while there are changes that are not saved; closing the tab included. */
export function UnsavedGuard({ when }: { when: boolean }) {
  const { t } = useTranslation();
  const blocker = useBlocker({
    shouldBlockFn: () => when,
    enableBeforeUnload: () => when,
    withResolver: true,
  });
  return (
    <Dialog
      open={blocker.status === "blocked"}
      onClose={() => blocker.reset?.()}
      title={t("unsaved.title")}
      description={t("unsaved.text")}
    >
      <DialogActions>
        <Button kind="danger" onClick={() => blocker.proceed?.()}>
          {t("unsaved.leave")}
        </Button>
        <Button kind="primary" onClick={() => blocker.reset?.()}>
          {t("unsaved.stay")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
