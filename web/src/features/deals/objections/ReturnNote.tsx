import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Field, TextArea } from "@/components/Field";

interface ReturnNoteProps {
  busy: boolean;
  onReturn: (note: string) => void;
  onClose: () => void;
}

/** Sends a draft back to its author with a word on what is missing. */
export function ReturnNote({ busy, onReturn, onClose }: ReturnNoteProps) {
  const { t } = useTranslation(["objections", "common"]);
  const [note, setNote] = useState("");
  return (
    <Dialog open onClose={onClose} title={t("decide.return")} description={t("returnLead")}>
      <Field label={t("note")} optional>
        <TextArea
          data-first
          rows={3}
          maxLength={500}
          value={note}
          onChange={(event) => setNote(event.target.value)}
        />
      </Field>
      <DialogActions>
        <Button onClick={onClose}>{t("common:cancel")}</Button>
        <Button kind="primary" busy={busy} onClick={() => onReturn(note)}>
          {t("decide.return")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
