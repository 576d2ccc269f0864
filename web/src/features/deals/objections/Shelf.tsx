import { useInfiniteQuery } from "@tanstack/react-query";
import { Library } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListObjectionAnswersInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { DealsListObjectionAnswersData } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { Input } from "@/components/Field";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { SkeletonText } from "@/components/Skeleton";
import { Entry } from "./Entry";
import { useShelves } from "./useLibrary";

type Wish = NonNullable<DealsListObjectionAnswersData["query"]>;
const STATUSES = ["approved", "draft", "retired"] as const;
const SORTS = ["proven", "newest", "rating", "used"] as const;

/** The answers of the library, filtered, the best proven first. */
export function Shelf({ onAdd }: { onAdd: () => void }) {
  const { t } = useTranslation("objections");
  const [wish, setWish] = useState<Wish>({ status: "approved", sort: "proven" });
  const [typed, setTyped] = useState("");
  const q = useDeferredValue(typed.trim());
  const shelves = useShelves().data;
  const query = useInfiniteQuery({
    ...dealsListObjectionAnswersInfiniteOptions({ query: { ...wish, q } }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (old) => old,
  });
  const counts = query.data?.pages[0]?.counts;
  const set = (changes: Partial<Wish>) => setWish((now) => ({ ...now, ...changes }));
  const filtered = Boolean(q || wish.kind || wish.category);
  return (
    <>
      <div className="mb-5 flex flex-wrap items-center gap-3">
        <Segmented
          label={t("status.label")}
          choices={STATUSES.map((value) => ({
            value,
            label: counts ? `${t(`status.${value}`)} ${counts[value] ?? 0}` : t(`status.${value}`),
          }))}
          value={wish.status ?? "approved"}
          onChange={(status) => set({ status })}
        />
        <Input
          type="search"
          aria-label={t("search")}
          placeholder={t("search")}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          className="sm:max-w-60"
        />
        <Select
          aria-label={t("form.kind")}
          value={wish.kind ?? ""}
          none={t("allKinds")}
          choices={(shelves?.kinds ?? []).map(({ kind, title }) => ({ value: kind, label: title }))}
          onChange={(event) => set({ kind: (event.target.value || undefined) as Wish["kind"] })}
          className="w-44"
        />
        {(shelves?.categories.length ?? 0) > 0 && (
          <Select
            aria-label={t("form.category")}
            value={wish.category ?? ""}
            none={t("allCategories")}
            choices={(shelves?.categories ?? []).map(({ name }) => ({ value: name, label: name }))}
            onChange={(event) => set({ category: event.target.value || undefined })}
            className="w-44"
          />
        )}
        <Select
          aria-label={t("sort.label")}
          value={wish.sort}
          choices={SORTS.map((value) => ({ value, label: t(`sort.${value}`) }))}
          onChange={(event) => set({ sort: event.target.value as Wish["sort"] })}
          className="w-44"
        />
      </div>
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const entries = pages.flatMap((page) => page.items);
          if (entries.length === 0)
            return filtered ? (
              <p className="text-soft">{t("nothingFound")}</p>
            ) : (
              <EmptyState
                icon={<Library aria-hidden />}
                title={t(`none.${wish.status ?? "approved"}`)}
                actions={
                  <Button kind="primary" onClick={onAdd}>
                    {t("add")}
                  </Button>
                }
              >
                {t("noneText")}
              </EmptyState>
            );
          return (
            <div className={query.isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
              <ul>
                {entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-5" />
            </div>
          );
        }}
      </QueryView>
    </>
  );
}
