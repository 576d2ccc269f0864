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
    <div className="sticky bottom-0 -mx-5 flex items-center justify-between gap-x-6 border-t border-line bg-ground px-5 py-3 max-md:bottom-14">
      <div className="min-w-0 max-w-80 grow">
        <p className="mb-1 flex flex-wrap justify-between gap-x-4 text-small">
          {complete}
          <span role="status" className="text-soft">
            {state}
          </span>
        </p>
        <Meter label={t("company.completeLabel")} text={complete} value={done} max={QUESTIONS.length} />
      </div>
      <div className="flex shrink-0 gap-2">
        {dirty && (
          <Button kind="quiet" onClick={onDiscard} className="max-sm:hidden">
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
