import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";

interface CloseDialogProps {
  name: string;
  stage: string;
  status: "won" | "lost";
  onClose: () => void;
  /** Closes the deal; what it throws is shown here. */
  onConfirm: (reason: string) => Promise<void>;
}

/** Asks before a deal is closed, and why: the reason is what later explains the outcome to people. */
export function CloseDialog({ name, stage, status, onClose, onConfirm }: CloseDialogProps) {
  const { t } = useTranslation(["deals", "common"]);
  const [reason, setReason] = useState("");
  const [state, setState] = useState<{ busy: boolean; error: unknown }>({ busy: false, error: null });
  const confirm = async () => {
    setState({ busy: true, error: null });
    try {
      await onConfirm(reason.trim());
      onClose();
    } catch (error) {
      setState({ busy: false, error });
    }
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(`closing.${status}`)}
      description={t("closing.text", { name, stage })}
    >
      <Field label={t(`closing.why.${status}`)} hint={t("closing.hint")} optional>
        <TextArea
          data-first
          maxLength={500}
          value={reason}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
      {state.error !== null && <ErrorState error={state.error} className="mt-4" />}
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button kind="primary" busy={state.busy} onClick={() => void confirm()}>
          {t(`closing.deed.${status}`)}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
