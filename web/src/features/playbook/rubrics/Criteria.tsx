import { Plus } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { RubricVocabulary } from "@/api/types.gen";
import { Button } from "@/components/Button";
import type { Choice } from "@/components/Select";
import { toast } from "@/components/Toast";
import type { Language } from "@/i18n";
import { CriterionCard } from "./CriterionCard";
import { type CriterionDraft, share } from "./draft";
import type { Drafting } from "./useDraft";

interface CriteriaProps {
  drafting: Drafting;
  language: Language;
  vocabulary: RubricVocabulary;
  shipped: Choice[];
  /** Counts the attempts to save; each opens the criteria that something is wrong with. */
  tries: number;
}

/** The criteria in the order of the call. Order is changed by buttons, so that it needs no steady hand. */
export function Criteria({ drafting, language, vocabulary, shipped, tries }: CriteriaProps) {
  const { t } = useTranslation("playbook");
  const { draft, complaints } = drafting;
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [news, setNews] = useState("");
  const named = (one: CriterionDraft) => one.title[language] || one.title.en || one.title.he;
  const isWrong = (key: string) => Object.keys(complaints).some((at) => at.startsWith(`${key}.`));
  const [seen, setSeen] = useState(tries);
  if (seen !== tries) {
    setSeen(tries);
    setOpen(new Set([...open, ...draft.criteria.map(({ key }) => key).filter(isWrong)]));
  }
  const [added, setAdded] = useState<string | null>(null);
  useEffect(() => {
    if (added) document.querySelector<HTMLElement>(`[data-criterion="${added}"] input`)?.focus();
  }, [added]);

  function toggle(key: string) {
    const now = new Set(open);
    if (!now.delete(key)) now.add(key);
    setOpen(now);
  }

  function drop(criterion: CriterionDraft, index: number) {
    drafting.drop(criterion.key);
    toast(t("editor.removed", { name: named(criterion) || t("editor.untitled") }), {
      action: { label: t("editor.undo"), run: () => drafting.putBack(criterion, index) },
    });
  }

  return (
    <>
      {complaints.criteria && <p className="mb-3 text-small text-bad">{complaints.criteria}</p>}
      <ol className="border-b border-line">
        {draft.criteria.map((criterion, index) => (
          <CriterionCard
            key={criterion.key}
            criterion={criterion}
            index={index}
            count={draft.criteria.length}
            share={share(draft, criterion)}
            language={language}
            vocabulary={vocabulary}
            shipped={shipped}
            open={open.has(criterion.key)}
            wrong={(field) => complaints[`${criterion.key}.${field}`]}
            onToggle={() => toggle(criterion.key)}
            onChange={(change, field) => {
              drafting.change(criterion.key, change);
              drafting.forget(`${criterion.key}.${field}`);
            }}
            onMove={(to) => {
              drafting.move(index, to);
              setNews(
                t("editor.moved", { name: named(criterion), place: to + 1, all: draft.criteria.length }),
              );
            }}
            onDrop={() => drop(criterion, index)}
          />
        ))}
      </ol>
      <p role="status" className="sr-only">
        {news}
      </p>
      {draft.criteria.length < vocabulary.most_criteria && (
        <Button
          size="small"
          className="mt-4"
          onClick={() => {
            const key = drafting.add();
            setOpen(new Set([...open, key]));
            setAdded(key);
          }}
        >
          <Plus aria-hidden />
          {t("editor.add")}
        </Button>
      )}
    </>
  );
}
