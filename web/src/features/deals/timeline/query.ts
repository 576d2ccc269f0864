import { infiniteQueryOptions } from "@tanstack/react-query";
import { useState } from "react";
import { dealsGetAccountTimeline, dealsGetContactTimeline, dealsGetDealTimeline } from "@/api/sdk.gen";
import type { TimelinePage } from "@/api/types.gen";
import type { Kind } from "./kinds";

/** Whose timeline it is. */
export type Whose = { deal_id: string } | { contact_id: string } | { account_id: string };

/** The kinds the timeline is narrowed to, none meaning all, and what turns one on or off. */
export function useKinds(): [Kind[], (kind: Kind) => void] {
  const [kinds, setKinds] = useState<Kind[]>([]);
  const toggle = (kind: Kind) =>
    setKinds((chosen) => (chosen.includes(kind) ? chosen.filter((one) => one !== kind) : [...chosen, kind]));
  return [kinds, toggle];
}

/** How the timeline is asked for; its first page of all kinds came with the record's own page. */
export function timelineOptions(path: Whose, kinds: readonly Kind[], first: TimelinePage) {
  return infiniteQueryOptions({
    // Shaped as the generated keys are, so that news of a record finds it.
    queryKey: [{ _id: "dealsTimeline", path, kinds }] as const,
    queryFn: async ({ pageParam, signal }) => {
      const query = { kind: kinds.length > 0 ? [...kinds] : undefined, cursor: pageParam ?? undefined };
      return (await ask(path, query, signal)).data;
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page: TimelinePage) => page.next_cursor,
    initialData: kinds.length === 0 ? { pages: [first], pageParams: [null] } : undefined,
  });
}

function ask(path: Whose, query: { kind?: Kind[]; cursor?: string }, signal: AbortSignal) {
  if ("deal_id" in path) return dealsGetDealTimeline({ path, query, signal, throwOnError: true });
  if ("contact_id" in path) return dealsGetContactTimeline({ path, query, signal, throwOnError: true });
  return dealsGetAccountTimeline({ path, query, signal, throwOnError: true });
}
