import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import type { Question } from "./questions";

interface ConflictProps {
  open: boolean;
  questions: Question[];
  onChoose: (keep: "mine" | "theirs") => void;
  onClose: () => void;
}

/** Two people changed the same answers: which to keep? */
export function Conflict({ open, questions, onChoose, onClose }: ConflictProps) {
  const { t, i18n } = useTranslation("playbook");
  const names = new Intl.ListFormat(i18n.language).format(
    questions.map((question) => t(`questions.${question}`)),
  );
  return (
    <Dialog open={open} onClose={onClose} title={t("conflict.title")} description={t("conflict.text")}>
      <p>{t("conflict.changed", { fields: names })}</p>
      <DialogActions>
        <Button onClick={() => onChoose("theirs")}>{t("conflict.theirs")}</Button>
        <Button kind="primary" onClick={() => onChoose("mine")}>
          {t("conflict.mine")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
