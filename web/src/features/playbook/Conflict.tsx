import { useTranslation } from "react-i18next";
import type { Answers } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { Answer } from "./CompanyAnswers";
import { isAnswered, type Question } from "./questions";

interface ConflictProps {
  open: boolean;
  questions: Question[];
  mine: Answers;
  theirs: Answers;
  onChoose: (keep: "mine" | "theirs") => void;
  onClose: () => void;
}

/** Two people changed the same answers: both versions side by side, and which to keep. */
export function Conflict({ open, questions, mine, theirs, onChoose, onClose }: ConflictProps) {
  const { t } = useTranslation("playbook");
  const sides = [
    { name: t("conflict.yours"), answers: mine },
    { name: t("conflict.others"), answers: theirs },
  ];
  return (
    <Dialog open={open} onClose={onClose} title={t("conflict.title")} description={t("conflict.text")}>
      {questions.map((question) => (
        <section key={question} className="border-t border-line py-3">
          <h3>{t(`questions.${question}`)}</h3>
          <dl className="mt-1 grid gap-4 sm:grid-cols-2">
            {sides.map(({ name, answers }) => (
              <div key={name}>
                <dt className="text-small text-soft">{name}</dt>
                <dd dir="auto" className="whitespace-pre-line">
                  {isAnswered(answers[question]) ? (
                    <Answer question={question} answers={answers} />
                  ) : (
                    <span className="text-soft">{t("company.unanswered")}</span>
                  )}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
      <DialogActions>
        <Button onClick={() => onChoose("theirs")}>{t("conflict.theirs")}</Button>
        <Button kind="primary" onClick={() => onChoose("mine")}>
          {t("conflict.mine")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
