import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { onNews } from "@/lib/news";

/** Keeps connections and their reports up to date while their pages are open. */
export function useCrmNews(): void {
  const queryClient = useQueryClient();
  useEffect(
    () =>
      onNews("crm", () => {
        void queryClient.invalidateQueries({
          predicate: ({ queryKey: [first] }) =>
            /Crm/.test((first as { _id?: string } | undefined)?._id ?? ""),
        });
      }),
    [queryClient],
  );
}
