import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { FormProvider, useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import {
  playbookGetQuestionnaireOptions,
  playbookGetQuestionnaireQueryKey,
  playbookSaveQuestionnaireMutation,
} from "@/api/@tanstack/react-query.gen";
import type { Answers, Questionnaire } from "@/api/types.gen";
import { FormProblem } from "@/components/FormProblem";
import { Section } from "@/components/Section";
import { UnsavedGuard } from "@/components/UnsavedGuard";
import { asProblem } from "@/lib/problem";
import { CompanyQuestion } from "./CompanyQuestion";
import { Conflict } from "./Conflict";
import { forServer, merge, type Question, SECTIONS, sameAnswers } from "./questions";
import { SaveBar } from "./SaveBar";

interface Dispute {
  theirs: Questionnaire;
  merged: Answers;
  questions: Question[];
}

/** Saved on request, with a guard against leaving; a save of somebody else's in between is joined, never overwritten. */
export function CompanyForm({ saved }: { saved: Questionnaire }) {
  const { t } = useTranslation("playbook");
  const queryClient = useQueryClient();
  const form = useForm<Answers>({ defaultValues: saved.answers });
  const [base, setBase] = useState(saved);
  const [dispute, setDispute] = useState<Dispute | null>(null);
  const save = useMutation(playbookSaveQuestionnaireMutation());
  const current = form.watch();
  const dirty = !sameAnswers(current, base.answers);

  function settle(now: Questionnaire) {
    setBase(now);
    setDispute(null);
    form.reset(now.answers);
    queryClient.setQueryData(playbookGetQuestionnaireQueryKey(), now);
  }

  function store(answers: Answers, version: number) {
    save.mutate(
      { body: { answers: forServer(answers), version } },
      {
        onSuccess: settle,
        onError: (error) => {
          if (asProblem(error).slug === "questionnaire-changed") void reconcile(answers);
        },
      },
    );
  }

  /** Somebody saved in between: keep both sides' changes, and ask only where both changed the same answer. */
  async function reconcile(mine: Answers) {
    const theirs = await queryClient.fetchQuery({ ...playbookGetQuestionnaireOptions(), staleTime: 0 });
    const { merged, disputed } = merge(base.answers, mine, theirs.answers);
    if (disputed.length === 0) store(merged, theirs.version);
    else setDispute({ theirs, merged, questions: disputed });
  }

  function resolve(keep: "mine" | "theirs") {
    if (!dispute) return;
    const { theirs, merged, questions } = dispute;
    const chosen = { ...merged };
    if (keep === "theirs") for (const one of questions) Object.assign(chosen, { [one]: theirs.answers[one] });
    setDispute(null);
    form.reset(chosen);
    store(chosen, theirs.version);
  }

  const changedMeanwhile = asProblem(save.error).slug === "questionnaire-changed";
  return (
    <FormProvider {...form}>
      <form noValidate onSubmit={form.handleSubmit((answers) => store(answers, base.version))}>
        {save.error && !changedMeanwhile && (
          <div className="mb-6">
            <FormProblem error={save.error} fields={[]} />
          </div>
        )}
        {SECTIONS.map((section) => (
          <Section
            key={section.id}
            title={t(`sections.${section.id}.title`)}
            hint={t(`sections.${section.id}.hint`)}
          >
            <div className="flex max-w-prose flex-col gap-6">
              {section.questions.map((question) => (
                <CompanyQuestion key={question} question={question} />
              ))}
            </div>
          </Section>
        ))}
        <SaveBar
          answers={current}
          saved={base}
          dirty={dirty}
          busy={save.isPending}
          onDiscard={() => form.reset(base.answers)}
        />
      </form>
      <Conflict
        open={dispute !== null}
        questions={dispute?.questions ?? []}
        mine={dispute?.merged ?? current}
        theirs={dispute?.theirs.answers ?? current}
        onChoose={resolve}
        onClose={() => setDispute(null)}
      />
      <UnsavedGuard when={dirty} />
    </FormProvider>
  );
}
