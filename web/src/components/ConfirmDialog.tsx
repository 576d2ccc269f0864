import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "./Button";
import { Dialog, DialogActions } from "./Dialog";
import { ErrorState } from "./ErrorState";

interface ConfirmDialogProps {
  open: boolean;
  onClose: () => void;
  title: string;
  /** What will be gone, and what stays. */
  text: ReactNode;
  /** Names the deed: "Delete", "Take access away". */
  deed: string;
  /** The mutation that does it. */
  work: { isPending: boolean; error: unknown };
  onConfirm: () => void;
}

/** Asks before something that cannot be taken back; says what went wrong where it was asked. */
export function ConfirmDialog({ open, onClose, title, text, deed, work, onConfirm }: ConfirmDialogProps) {
  const { t } = useTranslation();
  return (
    <Dialog open={open} onClose={onClose} title={title} description={text}>
      {work.error ? <ErrorState error={work.error} /> : null}
      <DialogActions>
        <Button onClick={onClose}>{t("cancel")}</Button>
        <Button kind="danger" busy={work.isPending} onClick={onConfirm}>
          {deed}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
