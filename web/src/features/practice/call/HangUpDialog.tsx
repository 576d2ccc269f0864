import { PhoneOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";

interface HangUpDialogProps {
  open: boolean;
  busy: boolean;
  onClose: () => void;
  onHangUp: () => void;
}

export function HangUpDialog({ open, busy, onClose, onHangUp }: HangUpDialogProps) {
  const { t } = useTranslation("practice");
  return (
    <Dialog open={open} onClose={onClose} title={t("call.hangUpTitle")} description={t("call.hangUpText")}>
      <DialogActions>
        <Button onClick={onClose}>{t("call.stay")}</Button>
        <Button
          kind="primary"
          busy={busy}
          onClick={onHangUp}
          // The dialog gives its focus to what carries this attribute when it opens.
          ref={(button) => button?.setAttribute("autofocus", "")}
        >
          <PhoneOff aria-hidden />
          {t("call.hangUp")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
