import { useTranslation } from "react-i18next";
import type { Answers, Questionnaire } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { isAnswered, QUESTIONS } from "./questions";

interface SaveBarProps {
  answers: Answers;
  saved: Questionnaire;
  dirty: boolean;
  busy: boolean;
  onDiscard: () => void;
}

/** Stays in reach at the foot of the form: how complete it is, and whether it is saved. */
export function SaveBar({ answers, saved, dirty, busy, onDiscard }: SaveBarProps) {
  const { t } = useTranslation(["playbook", "common"]);
  const format = useFormats();
  const done = QUESTIONS.filter((question) => isAnswered(answers[question])).length;
  const complete = t("company.complete", { done: format.number(done), all: format.number(QUESTIONS.length) });
  const savedWhen = (at: string) =>
    Date.now() - Date.parse(at) < 60_000 ? t("company.saved") : t("company.updated", { ago: format.ago(at) });
  const state = dirty
    ? t("company.unsaved")
    : saved.updated_at
      ? savedWhen(saved.updated_at)
      : t("company.never");
  return (
    <div className="sticky bottom-0 -mx-5 flex flex-wrap items-center gap-x-6 gap-y-3 border-t border-line bg-ground px-5 py-3 max-md:bottom-14">
      <div className="w-44">
        <p className="text-small">{complete}</p>
        <Meter label={t("company.completeLabel")} text={complete} value={done} max={QUESTIONS.length} />
      </div>
      <p role="status" className="grow text-small text-soft">
        {state}
      </p>
      <div className="flex gap-2">
        {dirty && (
          <Button kind="quiet" onClick={onDiscard}>
            {t("company.discard")}
          </Button>
        )}
        <Button type="submit" kind="primary" busy={busy} disabled={!dirty}>
          {t("common:save")}
        </Button>
      </div>
    </div>
  );
}
