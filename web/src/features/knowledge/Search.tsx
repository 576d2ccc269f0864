import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { knowledgeSearchOptions } from "@/api/@tanstack/react-query.gen";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { PassageView } from "./PassageView";

const MOST = 20;

/** Passages that have the words, while they are typed. */
export function Search() {
  const { t } = useTranslation("knowledge");
  const [words, setWords] = useState("");
  const q = useDeferredValue(words.trim());
  const query = useQuery({
    ...knowledgeSearchOptions({ query: { q, limit: MOST, typing: true } }),
    enabled: q !== "",
    placeholderData: keepPreviousData,
  });
  const found = q ? query.data?.items : undefined;
  return (
    <>
      <Field label={t("search.label")} optional="unsaid" className="max-w-prose">
        <Input
          type="search"
          maxLength={400}
          value={words}
          placeholder={t("search.example")}
          onChange={(event) => setWords(event.target.value)}
        />
      </Field>
      {query.error && q ? (
        <ErrorState error={query.error} onRetry={() => void query.refetch()} className="mt-4" />
      ) : null}
      <div aria-live="polite">
        {found && (
          <p className="mt-4 text-small text-soft">
            {found.length === 0 ? t("search.nothing") : t("search.found", { count: found.length })}
          </p>
        )}
      </div>
      {found && found.length > 0 && (
        <ol className="mt-2 divide-y divide-line">
          {found.map((passage) => (
            <li key={passage.id} className="py-4">
              <PassageView passage={passage} marks={passage.spans} />
            </li>
          ))}
        </ol>
      )}
    </>
  );
}
