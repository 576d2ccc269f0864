import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { insightsChangeMutation } from "@/api/@tanstack/react-query.gen";
import type { InsightOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input, TextArea } from "@/components/Field";
import { keepInsight } from "./requests";

/** The title of a pinned answer, and a note on it. */
export function Rename({
  insight,
  open,
  onClose,
}: {
  insight: InsightOut;
  open: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation(["insights", "common"]);
  const queryClient = useQueryClient();
  const [title, setTitle] = useState(insight.title);
  const [note, setNote] = useState(insight.note);
  const change = useMutation({
    ...insightsChangeMutation(),
    onSuccess: (fresh) => {
      keepInsight(queryClient, fresh);
      onClose();
    },
  });
  return (
    <Dialog open={open} onClose={onClose} title={t("rename")}>
      <form
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate({
            path: { insight_id: insight.id },
            body: { title: title.trim(), note: note.trim() },
          });
        }}
      >
        <Field label={t("name")}>
          <Input
            data-first
            required
            maxLength={200}
            value={title}
            onChange={(event) => setTitle(event.target.value)}
          />
        </Field>
        <Field label={t("note")} optional>
          <TextArea maxLength={2000} value={note} onChange={(event) => setNote(event.target.value)} />
        </Field>
        {change.error && <ErrorState error={change.error} />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={change.isPending}>
            {t("common:save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
