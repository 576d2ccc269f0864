import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsAddObjectionAnswerMutation,
  dealsListObjectionTemplatesOptions,
} from "@/api/@tanstack/react-query.gen";
import type { AnswerTemplate, EntryForm as Form } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { QueryView } from "@/components/QueryView";
import { toast } from "@/components/Toast";
import { isLanguage } from "@/i18n";
import { EntryForm } from "./EntryForm";
import { useRefreshLibrary } from "./useLibrary";

/** A new draft: from nothing, or from one of the answers that ship. */
export function NewEntry({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation("objections");
  const refresh = useRefreshLibrary();
  const [start, setStart] = useState<{ form: Form; template: string | null } | null>(null);
  const language = isLanguage(i18n.language) ? i18n.language : "en";
  const templates = useQuery(dealsListObjectionTemplatesOptions({ query: { language } }));
  const add = useMutation({
    ...dealsAddObjectionAnswerMutation(),
    onSuccess: () => {
      refresh();
      toast(t("kept"));
      onClose();
    },
  });
  if (start)
    return (
      <EntryForm
        title={t("add")}
        deed={t("saveDraft")}
        start={start.form}
        work={add}
        onSave={(form) => add.mutate({ body: { ...form, template: start.template } })}
        onClose={onClose}
      />
    );
  const empty: Form = {
    title: "",
    kind: "price",
    concern: null,
    tone: null,
    language,
    category: "",
    objection: "",
    text: "",
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t("add")}
      description={t("templatesLead")}
      className="max-w-[min(40rem,calc(100vw-2rem))]"
    >
      <Button kind="primary" data-first onClick={() => setStart({ form: empty, template: null })}>
        {t("fromScratch")}
      </Button>
      <QueryView query={templates}>
        {(found) => (
          <ul className="mt-4">
            {found.map((template) => (
              <Template
                key={template.id}
                template={template}
                onTake={() => setStart({ form: formOf(template), template: template.id })}
              />
            ))}
          </ul>
        )}
      </QueryView>
    </Dialog>
  );
}

function formOf({ title, kind, concern, tone, language, objection, text }: AnswerTemplate): Form {
  return { title, kind, concern, tone, language, category: "", objection, text };
}

function Template({ template, onTake }: { template: AnswerTemplate; onTake: () => void }) {
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        onClick={onTake}
        className="block w-full rounded-small px-1 py-3 text-start hover:bg-sunken"
      >
        <span className="block font-strong">{template.title}</span>
        <span className="mt-0.5 line-clamp-2 block text-small text-soft">{template.text}</span>
      </button>
    </li>
  );
}
