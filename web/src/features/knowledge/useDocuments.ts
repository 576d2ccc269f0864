import { queryOptions, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import {
  knowledgeListDocumentsOptions,
  knowledgeListDocumentsQueryKey,
} from "@/api/@tanstack/react-query.gen";
import { onNews } from "@/lib/news";

const ALL = { query: { limit: 100 } };
/** Should the news not come, documents being read are asked for again this often. */
const LOOK_MS = 3000;

const documents = queryOptions({
  ...knowledgeListDocumentsOptions(ALL),
  refetchInterval: ({ state }) => (state.data && beingRead(state.data) ? LOOK_MS : false),
});

/** The company's documents, kept up to date while some are being read. */
export function useDocuments() {
  const queryClient = useQueryClient();
  const { data: reading } = useQuery({ ...documents, select: beingRead });
  useEffect(() => {
    if (!reading) return;
    return onNews("knowledge", () => {
      void queryClient.invalidateQueries({ queryKey: knowledgeListDocumentsQueryKey(ALL) });
    });
  }, [reading, queryClient]);
  return documents;
}

function beingRead(list: { items: { status: string }[] }): boolean {
  return list.items.some((document) => document.status === "queued");
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
