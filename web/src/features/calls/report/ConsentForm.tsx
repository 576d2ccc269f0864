import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsConfirmConsentMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ConsentFields, type ConsentGiven } from "@/components/ConsentFields";
import { ErrorState } from "@/components/ErrorState";
import { useSaved } from "./useSaved";

/** Analysis waits until somebody says on what ground the call may be analysed. */
export function ConsentForm({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const [given, setGiven] = useState<ConsentGiven>({ basis: "", note: "" });
  const saved = useSaved(call.id);
  const confirm = useMutation({ ...callsConfirmConsentMutation(), onSuccess: saved });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (given.basis)
          confirm.mutate({
            path: { call_id: call.id },
            body: { basis: given.basis, note: given.note.trim() },
          });
      }}
    >
      <h2 className="font-strong">{t("needs.consent")}</h2>
      <p className="mt-1 mb-3 max-w-prose text-soft">{t("needs.consentText")}</p>
      <ConsentFields value={given} onChange={setGiven} />
      {confirm.error && <ErrorState error={confirm.error} className="mt-3" />}
      <Button type="submit" kind="primary" className="mt-3" disabled={!given.basis} busy={confirm.isPending}>
        {t("needs.consentSubmit")}
      </Button>
    </form>
  );
}
