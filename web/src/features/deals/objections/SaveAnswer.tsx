import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsAddObjectionAnswerMutation } from "@/api/@tanstack/react-query.gen";
import type { HandledObjection, ObjectionAnswer } from "@/api/types.gen";
import { toast } from "@/components/Toast";
import { EntryForm } from "./EntryForm";
import { useRefreshLibrary } from "./useLibrary";

interface SaveAnswerProps {
  text: string;
  tone: ObjectionAnswer["tone"];
  result: HandledObjection;
  onClose: () => void;
}

/** Makes a draft of the library from an answer that is in sight. */
export function SaveAnswer({ text, tone, result, onClose }: SaveAnswerProps) {
  const { t } = useTranslation("objections");
  const refresh = useRefreshLibrary();
  const add = useMutation({
    ...dealsAddObjectionAnswerMutation(),
    onSuccess: () => {
      refresh();
      toast(t("kept"));
      onClose();
    },
  });
  return (
    <EntryForm
      title={t("keepTitle")}
      deed={t("saveDraft")}
      start={{
        title: "",
        kind: result.chosen,
        concern: result.concern_id ?? null,
        tone,
        language: result.language,
        category: "",
        objection: result.text,
        text,
      }}
      work={add}
      onSave={(body) => add.mutate({ body })}
      onClose={onClose}
    />
  );
}
