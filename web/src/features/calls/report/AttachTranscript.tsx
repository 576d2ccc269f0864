import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsAttachTranscriptMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { type Pasted, TranscriptInput } from "../add/TranscriptInput";
import { useSaved } from "./useSaved";

interface AttachTranscriptProps {
  call: CallDetail;
  open: boolean;
  onClose: () => void;
}

/** Puts a transcript to a recording, or another one in the place of the one there is. */
export function AttachTranscript({ call, open, onClose }: AttachTranscriptProps) {
  const { t } = useTranslation(["calls", "common"]);
  const [pasted, setPasted] = useState<Pasted>({ text: "" });
  const saved = useSaved(call.id);
  const attach = useMutation({ ...callsAttachTranscriptMutation(), onSuccess: () => saved().then(onClose) });
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title={t("attach.title")}
      description={t(call.turns.length > 0 ? "attach.replaces" : "attach.text")}
      className="max-w-[min(40rem,calc(100vw-2rem))]"
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          attach.mutate({
            path: { call_id: call.id },
            body: { transcript: pasted.text, filename: pasted.filename },
          });
        }}
      >
        <TranscriptInput value={pasted} onChange={setPasted} />
        {attach.error && <ErrorState error={attach.error} className="mt-4" />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" disabled={!pasted.text.trim()} busy={attach.isPending}>
            {t("attach.submit")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
