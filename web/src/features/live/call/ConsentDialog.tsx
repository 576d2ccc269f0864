import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { liveChangeMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ConsentFields, type ConsentGiven } from "@/components/ConsentFields";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { ofLive } from "../queries";

interface ConsentDialogProps {
  callId: string;
  open: boolean;
  onClose: () => void;
}

/** States on what ground the other side is listened to, when that was not done before the call. */
export function ConsentDialog({ callId, open, onClose }: ConsentDialogProps) {
  const { t } = useTranslation(["live", "common"]);
  const queryClient = useQueryClient();
  const [consent, setConsent] = useState<ConsentGiven>({ basis: "", note: "" });
  const change = useMutation({
    ...liveChangeMutation(),
    onSuccess: async () => {
      await queryClient.invalidateQueries({ predicate: ofLive });
      onClose();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { basis, note } = consent;
    if (basis) change.mutate({ path: { call_id: callId }, body: { consent: { basis, note: note.trim() } } });
  };
  return (
    <Dialog open={open} onClose={onClose} title={t("start.consent")} description={t("start.consentHint")}>
      <form onSubmit={submit}>
        <ConsentFields value={consent} onChange={setConsent} />
        {change.error && <ErrorState error={change.error} className="mt-4" />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={change.isPending} disabled={!consent.basis}>
            {t("common:save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
