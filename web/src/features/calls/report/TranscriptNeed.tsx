import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { AttachTranscript } from "./AttachTranscript";

/** No speech-to-text: what was measured without words stands, and here is how to get the rest. */
export function TranscriptNeed({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const [open, setOpen] = useState(false);
  return (
    <>
      <h2 className="font-strong">{t("needs.transcript")}</h2>
      <p className="mt-1 max-w-prose text-soft">{t("needs.transcriptText")}</p>
      <p className="mt-2 max-w-prose text-soft">
        {t("needs.transcriptHow")} <code className="font-mono text-small">RINGSIDE_SPEECH_TO_TEXT</code>
      </p>
      <Button kind="primary" className="mt-3" onClick={() => setOpen(true)}>
        {t("attach.title")}
      </Button>
      <AttachTranscript call={call} open={open} onClose={() => setOpen(false)} />
    </>
  );
}
