import { queryOptions, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  knowledgeListDocumentsOptions,
  knowledgeListDocumentsQueryKey,
} from "@/api/@tanstack/react-query.gen";
import { onNews } from "@/lib/news";

const ALL = { query: { limit: 100 } };
/** Should the news not come, documents being read are asked for again this often. */
const LOOK_MS = 3000;

/** The company's documents, kept up to date while some are being read. */
export function useDocuments() {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onNews("knowledge", () => {
        void queryClient.invalidateQueries({ queryKey: knowledgeListDocumentsQueryKey(ALL) });
      }),
    [queryClient],
  );
  return queryOptions({
    ...knowledgeListDocumentsOptions(ALL),
    refetchInterval: ({ state }) =>
      state.data?.items.some((document) => document.status === "queued") ? LOOK_MS : false,
  });
}

/** Says that documents have come, gone or changed. */
export function useRefresh(): () => Promise<void> {
  const queryClient = useQueryClient();
  return async () => {
    await queryClient.invalidateQueries({
      predicate: ({ queryKey }) => String((queryKey[0] as { _id?: string })?._id).startsWith("knowledge"),
    });
  };
}
