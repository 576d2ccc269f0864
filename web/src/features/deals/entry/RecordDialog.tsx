import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";

interface Work {
  isPending: boolean;
  error: unknown;
}

interface RecordDialogProps {
  title: string;
  isNew: boolean;
  work: Work;
  remove: Work;
  onRemove: () => void;
  onClose: () => void;
  onSubmit: (event: FormEvent) => void;
  children: ReactNode;
}

/** The frame in which a record is made or changed, with what takes it away asked twice. */
export function RecordDialog(props: RecordDialogProps) {
  const { title, isNew, work, remove, onRemove, onClose, onSubmit, children } = props;
  const { t } = useTranslation(["deals", "common"]);
  const [asked, setAsked] = useState(false);
  const error = work.error ?? remove.error;
  return (
    <Dialog open onClose={onClose} title={title} className="max-w-xl">
      <form noValidate onSubmit={(event) => (work.isPending ? event.preventDefault() : onSubmit(event))}>
        <div className="grid gap-4 sm:grid-cols-2">{children}</div>
        {error ? <ErrorState error={error} className="mt-4" /> : null}
        <DialogActions>
          {!isNew && (
            <Button
              kind={asked ? "danger" : "quiet"}
              busy={remove.isPending}
              className="me-auto"
              onClick={() => (asked ? onRemove() : setAsked(true))}
            >
              {t(asked ? "form.deleteSure" : "common:delete")}
            </Button>
          )}
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={work.isPending}>
            {t(isNew ? "form.create" : "common:save")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
