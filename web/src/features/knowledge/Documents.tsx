import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { DocumentList, DocumentOut } from "@/api/types.gen";
import { DeleteDocument } from "./DeleteDocument";
import { DocumentRow } from "./DocumentRow";

/** Everything that is searched: the documents, and the company's own answers. */
export function Documents({ list }: { list: DocumentList }) {
  const { t } = useTranslation("knowledge");
  const [leaving, setLeaving] = useState<DocumentOut | null>(null);
  return (
    <>
      {list.items.length > 0 && (
        <ul className="divide-y divide-line border-y border-line">
          {list.items.map((document) => (
            <DocumentRow
              key={document.id}
              document={document}
              onDelete={list.editable ? () => setLeaving(document) : undefined}
            />
          ))}
        </ul>
      )}
      <p className="mt-4 max-w-prose text-small text-soft">
        {list.answers > 0 ? t("documents.answers", { count: list.answers }) : t("documents.noAnswers")}{" "}
        <Link to="/playbook" className="text-accent underline underline-offset-2">
          {t("documents.toAnswers")}
        </Link>
      </p>
      <DeleteDocument document={leaving} onClose={() => setLeaving(null)} />
    </>
  );
}
