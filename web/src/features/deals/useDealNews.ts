import { type Query, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onNews } from "@/lib/news";

interface DealNews {
  deal_id: string;
  what: string;
}

/** Changes come in bursts (an import, a sync): the page asks anew once they rest. */
const REST_MS = 400;

/** Keeps everything that is shown of one deal up to date while its page is open. */
export function useDealNews(dealId: string): void {
  useNews((news) => news.deal_id === dealId, isOf("deal_id", dealId));
}

/** Keeps lists and boards up to date while they are open. */
export function useDealsNews(isShown: (query: Query) => boolean): void {
  useNews(() => true, isShown);
}

function useNews(concerns: (news: DealNews) => boolean, predicate: (query: Query) => boolean): void {
  const queryClient = useQueryClient();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the page is made anew for another deal
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = onNews("deal", (kind, data) => {
      if (kind !== "deal" || !concerns(data as DealNews)) return;
      clearTimeout(timer);
      timer = setTimeout(() => void queryClient.invalidateQueries({ predicate }), REST_MS);
    });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [queryClient]);
}

type Id = "deal_id" | "contact_id" | "account_id";

/** Whether a query asks about this record, whatever it asks. */
export function isOf(name: Id, id: string) {
  return (query: Pick<Query, "queryKey">): boolean =>
    query.queryKey.some((part) => {
      const { path, query: asked } = (part ?? {}) as {
        path?: Partial<Record<Id, string>>;
        query?: Partial<Record<Id, string>>;
      };
      return path?.[name] === id || asked?.[name] === id;
    });
}
