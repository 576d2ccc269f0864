import { useSuspenseQuery } from "@tanstack/react-query";
import { accountsMeOptions } from "@/api/@tanstack/react-query.gen";
import type { Me } from "@/api/types.gen";

/** Who is signed in. Only inside the frame, which has made sure that someone is. */
export function useMe(): Me {
  return useSuspenseQuery({ ...accountsMeOptions(), staleTime: 5 * 60_000 }).data;
}

export function useMayManage(): boolean {
  return useMe().user.role !== "rep";
}
