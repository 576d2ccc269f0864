import { type QueryClient, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  accountsListNoticesInfiniteQueryKey,
  accountsListNoticesOptions,
  accountsListNoticesQueryKey,
} from "@/api/@tanstack/react-query.gen";
import { onNews } from "./news";

function changed(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: accountsListNoticesQueryKey({ query: { limit: 1 } }) });
  void queryClient.invalidateQueries({ queryKey: [{ _id: accountsListNoticesInfiniteQueryKey()[0]._id }] });
}

/** Keeps notices up to date while the page is open. */
export function useNoticeNews() {
  const queryClient = useQueryClient();
  useEffect(() => onNews("notice", () => changed(queryClient)), [queryClient]);
  return { changed };
}

const ASK_AGAIN_MS = 60_000;

/** How many notices are unread. Asked now and then: a stream held open by every tab would soon use up a browser's few. */
export function useUnread(): number {
  const { data } = useQuery({
    ...accountsListNoticesOptions({ query: { limit: 1 } }),
    staleTime: ASK_AGAIN_MS,
    refetchInterval: ASK_AGAIN_MS,
  });
  return data?.unread ?? 0;
}
