import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { knowledgeDeleteDocumentMutation } from "@/api/@tanstack/react-query.gen";
import type { DocumentOut } from "@/api/types.gen";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { toast } from "@/components/Toast";
import { useRefresh } from "./useDocuments";

/** Asks before a document is erased. */
export function DeleteDocument({ document, onClose }: { document: DocumentOut | null; onClose: () => void }) {
  const { t } = useTranslation("knowledge");
  const refresh = useRefresh();
  const erase = useMutation({
    ...knowledgeDeleteDocumentMutation(),
    onSuccess: async () => {
      onClose();
      toast(t("delete.done"));
      await refresh();
    },
  });
  return (
    <ConfirmDialog
      open={document !== null}
      onClose={() => {
        erase.reset();
        onClose();
      }}
      title={t("delete.title", { title: document?.title ?? "" })}
      text={t("delete.text")}
      deed={t("delete.deed")}
      work={erase}
      onConfirm={() => document && erase.mutate({ path: { document_id: document.id } })}
    />
  );
}
