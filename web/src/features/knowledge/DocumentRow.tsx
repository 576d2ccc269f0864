import { useMutation } from "@tanstack/react-query";
import { Download, FileText, LoaderCircle, RotateCw, Trash2, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import { knowledgeReadDocumentMutation } from "@/api/@tanstack/react-query.gen";
import type { DocumentOut } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { useFormats } from "@/lib/format";
import { useRefresh } from "./useDocuments";

interface DocumentRowProps {
  document: DocumentOut;
  /** Absent for those who may only read. */
  onDelete?: () => void;
}

/** One document: how far it is read, or what is wrong with it and what to do. */
export function DocumentRow({ document, onDelete }: DocumentRowProps) {
  const { t } = useTranslation("knowledge");
  const format = useFormats();
  const refresh = useRefresh();
  const again = useMutation({ ...knowledgeReadDocumentMutation(), onSettled: refresh });
  const facts =
    document.status === "queued"
      ? [t("documents.reading")]
      : [
          t(`kinds.${document.kind}`),
          document.pages ? t("documents.pages", { count: document.pages }) : "",
          document.status === "ready" ? t("documents.passages", { count: document.passages }) : "",
          format.day(document.created_at),
        ].filter(Boolean);
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 py-3">
      <Mark status={document.status} />
      <div className="min-w-0 grow basis-56">
        <p className="font-strong break-words">
          <bdi>{document.title}</bdi>
        </p>
        <p className="text-small text-soft" role={document.status === "queued" ? "status" : undefined}>
          {facts.map((fact, place) => (
            <span key={fact}>
              {place > 0 && " · "}
              <bdi>{fact}</bdi>
            </span>
          ))}
        </p>
        {document.problem && (
          <p className="mt-1 max-w-prose text-small">
            <span className="font-strong text-bad">{document.problem.title}.</span> {document.problem.detail}
          </p>
        )}
        {again.error && <ErrorState error={again.error} className="mt-2" />}
      </div>
      <div className="ms-auto flex items-center gap-1">
        {document.status === "failed" && onDelete && (
          <Button
            size="small"
            kind="quiet"
            busy={again.isPending}
            onClick={() => again.mutate({ path: { document_id: document.id } })}
          >
            <RotateCw aria-hidden />
            {t("documents.again")}
          </Button>
        )}
        <Button asChild size="small" kind="quiet" className="size-8 px-0! touch:size-11">
          <a
            href={`/api/playbook/knowledge/${document.id}/file`}
            download={document.filename}
            aria-label={t("documents.download", { title: document.title })}
            title={t("documents.download", { title: document.title })}
          >
            <Download aria-hidden />
          </a>
        </Button>
        {onDelete && (
          <IconButton label={t("documents.delete", { title: document.title })} onClick={onDelete}>
            <Trash2 aria-hidden />
          </IconButton>
        )}
      </div>
    </li>
  );
}

function Mark({ status }: { status: DocumentOut["status"] }) {
  const looks = "mt-1 size-4 shrink-0";
  if (status === "queued") return <LoaderCircle aria-hidden className={`${looks} animate-spin text-soft`} />;
  if (status === "failed") return <TriangleAlert aria-hidden className={`${looks} text-bad`} />;
  return <FileText aria-hidden className={`${looks} text-soft`} />;
}
