import type { QueryClient } from "@tanstack/react-query";

/** Whatever was fetched about the numbers is stale once the data or the model changed. */
export async function refreshNumbers(queryClient: QueryClient): Promise<void> {
  await queryClient.invalidateQueries({
    predicate: ({ queryKey }) => String((queryKey[0] as { _id?: string })?._id).startsWith("metrics"),
  });
}
