import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  playbookGetRubricFormOptions,
  playbookGetRubricFormQueryKey,
  playbookListRubricsQueryKey,
  playbookSaveRubricMutation,
} from "@/api/@tanstack/react-query.gen";
import type { RubricDraft, RubricVocabulary } from "@/api/types.gen";
import { FormProblem } from "@/components/FormProblem";
import { Section } from "@/components/Section";
import type { Choice } from "@/components/Select";
import { toast } from "@/components/Toast";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import type { Language } from "@/i18n";
import { asProblem } from "@/lib/problem";
import { About } from "./About";
import { Criteria } from "./Criteria";
import { complaintsOf, placed, same, toDraft, toForm } from "./draft";
import { RubricConflict } from "./RubricConflict";
import { RubricSaveBar } from "./RubricSaveBar";
import { useDraft } from "./useDraft";

interface RubricEditorProps {
  id: string;
  saved: RubricDraft;
  vocabulary: RubricVocabulary;
  shipped: Choice[];
}

/** Saved on request as the next version; a save of somebody else's in between is shown, never overwritten unseen. */
export function RubricEditor({ id, saved, vocabulary, shipped }: RubricEditorProps) {
  const { t, i18n } = useTranslation(["playbook", "common"]);
  const queryClient = useQueryClient();
  const drafting = useDraft(saved.form);
  const { draft, complaints } = drafting;
  const [version, setVersion] = useState(saved.version);
  const [language, setLanguage] = useState(i18n.language as Language);
  const [theirs, setTheirs] = useState<RubricDraft | null>(null);
  const [tries, setTries] = useState(0);
  const box = useRef<HTMLFormElement>(null);
  const save = useMutation(playbookSaveRubricMutation());
  const path = { rubric_id: id };
  const load = () => queryClient.fetchQuery({ ...playbookGetRubricFormOptions({ path }), staleTime: 0 });

  // Goes to the first field that is named, once the cards they are in have opened.
  useEffect(() => {
    if (tries > 0) box.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);

  function settle(now: RubricDraft) {
    drafting.settle(now.form);
    setVersion(now.version);
    setTheirs(null);
    queryClient.setQueryData(playbookGetRubricFormQueryKey({ path }), now);
  }

  function complain(found: Record<string, string>) {
    drafting.complain(found);
    setTries((before) => before + 1);
  }

  function store(over: number) {
    const wrong = Object.entries(complaintsOf(draft, vocabulary.longest_phrase));
    if (wrong.length > 0) {
      save.reset();
      complain(
        Object.fromEntries(
          wrong.map(([at, what]) => [at, t(`editor.wrong.${what}`, { n: vocabulary.longest_phrase })]),
        ),
      );
      return;
    }
    save.mutate(
      { path, body: { version: over, form: toForm(draft) } },
      {
        onSuccess: async () => {
          void queryClient.invalidateQueries({ queryKey: playbookListRubricsQueryKey() });
          settle(await load());
          toast(t("editor.saved"));
        },
        onError: async (error) => {
          const problem = asProblem(error);
          if (problem.slug === "rubric-changed") setTheirs(await load());
          const found = placed(problem.problem.errors ?? [], draft);
          // The server complains in English; in another language its words would only puzzle.
          const said = (words: string) => (i18n.language === "en" ? words : t("common:form.refused"));
          complain(Object.fromEntries(Object.entries(found).map(([at, words]) => [at, said(words)])));
        },
      },
    );
  }

  const elsewhere = save.error && asProblem(save.error).slug !== "rubric-changed";
  return (
    <>
      <form
        ref={box}
        noValidate
        aria-label={t("editor.edit")}
        onSubmit={(event) => {
          event.preventDefault();
          store(version);
        }}
      >
        <About drafting={drafting} language={language} onLanguage={setLanguage} />
        <Section title={t("editor.criteria")} hint={t("editor.criteriaHint")}>
          <Criteria
            drafting={drafting}
            language={language}
            vocabulary={vocabulary}
            shipped={shipped}
            tries={tries}
          />
        </Section>
        {elsewhere && Object.keys(complaints).length === 0 && (
          <div className="mb-6">
            <FormProblem error={save.error} fields={[]} />
          </div>
        )}
        <RubricSaveBar
          version={version}
          dirty={drafting.dirty}
          busy={save.isPending}
          wrong={Object.keys(complaints).length}
          onDiscard={drafting.discard}
        />
      </form>
      {theirs && (
        <RubricConflict
          base={drafting.base}
          mine={draft}
          theirs={toDraft(theirs.form)}
          onClose={() => setTheirs(null)}
          onChoose={(keep) => {
            if (keep === "theirs" || same(draft, toDraft(theirs.form))) return settle(theirs);
            setTheirs(null);
            setVersion(theirs.version);
            store(theirs.version);
          }}
        />
      )}
      <UnsavedGuard when={drafting.dirty} />
    </>
  );
}
