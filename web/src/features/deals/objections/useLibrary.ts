import { useQuery, useQueryClient } from "@tanstack/react-query";
import {
  dealsGetObjectionAnswerQueryKey,
  dealsListObjectionAnswersQueryKey,
  dealsListObjectionHistoryQueryKey,
  dealsListObjectionShelvesOptions,
  dealsListObjectionShelvesQueryKey,
  dealsListObjectionSuggestionsQueryKey,
} from "@/api/@tanstack/react-query.gen";

/** Kinds of objection with their concerns, and the company's own categories. */
export function useShelves() {
  return useQuery({ ...dealsListObjectionShelvesOptions(), staleTime: 5 * 60_000 });
}

/** Asks for everything anew that a change of the library touches. */
export function useRefreshLibrary(): () => void {
  const queryClient = useQueryClient();
  const ids = [
    dealsListObjectionAnswersQueryKey()[0]._id,
    dealsGetObjectionAnswerQueryKey({ path: { entry_id: "" } })[0]._id,
    dealsListObjectionShelvesQueryKey()[0]._id,
    dealsListObjectionSuggestionsQueryKey()[0]._id,
    dealsListObjectionHistoryQueryKey({ path: { entry_id: "" } })[0]._id,
  ];
  return () => {
    for (const _id of ids) void queryClient.invalidateQueries({ queryKey: [{ _id }] });
  };
}
