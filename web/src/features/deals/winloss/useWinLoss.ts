import { infiniteQueryOptions, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsDrillWinLoss, dealsExplainWinLoss } from "@/api/sdk.gen";
import type { Cohort, Condition, WinLossIn, WinLossOut } from "@/api/types.gen";

type Language = "en" | "he";

export function useLanguage(): Language {
  return useTranslation().i18n.language.startsWith("he") ? "he" : "en";
}

/** An explanation. It is a question with a long body, asked by POST, but nothing changes by it. */
export function useWinLoss(asked: WinLossIn, enabled = true) {
  const language = useLanguage();
  const body = { ...asked, language };
  return useQuery({
    queryKey: ["winLoss", body],
    queryFn: async ({ signal }): Promise<WinLossOut> =>
      (await dealsExplainWinLoss({ body, signal, throwOnError: true })).data,
    enabled,
    staleTime: 60_000,
    retry: false,
  });
}

export interface Asked {
  cohort: Cohort;
  conditions: Condition[];
  outcome?: "won" | "lost";
}

/** The deals behind a statement, page by page. */
export function useBehind(asked: Asked) {
  return useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: ["winLossDeals", asked],
      queryFn: async ({ signal, pageParam }) => {
        const query = pageParam ? { cursor: pageParam } : undefined;
        return (await dealsDrillWinLoss({ body: asked, query, signal, throwOnError: true })).data;
      },
      initialPageParam: "",
      getNextPageParam: (page) => page.next_cursor ?? undefined,
      staleTime: 60_000,
    }),
  );
}
