import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { Search as Glass } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { callsSearchCallsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { SearchHit } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Input } from "@/components/Field";
import { LoadMore } from "@/components/LoadMore";
import { PersonFilter } from "@/components/PersonFilter";
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
  const query = useInfiniteQuery({
    ...callsSearchCallsInfiniteOptions({
      query: { q: words, speaker: search.speaker, user_id: search.person, limit: 25 },
    }),
    initialPageParam: { query: { q: words } },
    getNextPageParam: (page) => page.next_cursor,
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
          <PersonFilter
            label={t("filters.person")}
            anyone={t("filters.anyone")}
            value={search.person}
            onChange={(person) => onSearch({ ...search, person })}
            className="max-w-56"
          />
        </form>
      </search>
      {words === "" ? (
        <p className="max-w-prose text-soft">{t("search.teach")}</p>
      ) : (
        <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
          {({ pages }) => (
            <>
              <Hits hits={pages.flatMap((page) => page.items)} words={words} more={query.hasNextPage} />
              <LoadMore query={query} className="mt-5" />
            </>
          )}
        </QueryView>
      )}
    </>
  );
}

interface HitsProps {
  hits: readonly SearchHit[];
  words: string;
  more: boolean;
}

function Hits({ hits, words, more }: HitsProps) {
  const { t } = useTranslation("calls");
  const found = t(more ? "search.first" : "search.found", { count: hits.length });
  return (
    <>
      <p role="status" className="mb-2 text-small text-soft">
        {hits.length === 0 ? t("search.none", { words }) : found}
      </p>
      <ul>
        {hits.map((hit) => (
          <Hit key={`${hit.call_id}-${hit.turn}`} hit={hit} />
        ))}
      </ul>
    </>
  );
}
