import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { Search as Glass } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { callsSearchCallsOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Input } from "@/components/Field";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { SkeletonText } from "@/components/Skeleton";
import { CallsHeader } from "../CallsHeader";
import { Hit } from "./Hit";
import type { WordsSearch } from "./words";

interface SearchProps {
  search: WordsSearch;
  onSearch: (search: WordsSearch) => void;
}

/** What was said on any call, found by its words and by who said them. */
export function Search({ search, onSearch }: SearchProps) {
  const { t } = useTranslation("calls");
  const [typed, setTyped] = useState(search.q ?? "");
  const words = search.q?.trim() ?? "";
  const query = useQuery({
    ...callsSearchCallsOptions({ query: { q: words, speaker: search.speaker } }),
    enabled: words !== "",
    placeholderData: keepPreviousData,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch({ ...search, q: typed.trim() || undefined });
  };
  return (
    <>
      <CallsHeader page="search" />
      <search>
        <form onSubmit={submit} className="mb-6 flex flex-wrap items-center gap-2">
          <Input
            type="search"
            autoFocus
            aria-label={t("search.words")}
            placeholder={t("search.example")}
            maxLength={200}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            className="max-w-md"
          />
          <Button type="submit" kind="primary">
            <Glass aria-hidden />
            {t("search.find")}
          </Button>
          <Segmented
            label={t("search.speaker")}
            choices={[
              { value: "", label: t("search.anyone") },
              { value: "rep", label: t("speakers.rep") },
              { value: "customer", label: t("speakers.customer") },
            ]}
            value={search.speaker ?? ""}
            onChange={(speaker) => onSearch({ ...search, speaker: speaker || undefined })}
          />
        </form>
      </search>
      {words === "" ? (
        <p className="max-w-prose text-soft">{t("search.teach")}</p>
      ) : (
        <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
          {({ items }) => (
            <>
              <p role="status" className="mb-2 text-small text-soft">
                {items.length === 0
                  ? t("search.none", { words })
                  : t("search.found", { count: items.length })}
              </p>
              <ul>
                {items.map((hit) => (
                  <Hit key={`${hit.call_id}-${hit.turn}`} hit={hit} />
                ))}
              </ul>
            </>
          )}
        </QueryView>
      )}
    </>
  );
}
