import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "@tanstack/react-router";
import { accountsMeQueryKey } from "@/api/@tanstack/react-query.gen";
import type { Me } from "@/api/types.gen";

/** Goes in as the person who has just signed in, to where they wanted to go. */
export function useEnter(next?: string): (session: Me) => Promise<void> {
  const queryClient = useQueryClient();
  const router = useRouter();
  return async ({ user, tenant }) => {
    queryClient.clear();
    queryClient.setQueryData(accountsMeQueryKey(), { user, tenant });
    if (next) router.history.push(next);
    else await router.navigate({ to: "/" });
  };
}
