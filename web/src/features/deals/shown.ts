import type { Query } from "@tanstack/react-query";

/** Whether a query shows deals side by side: the list, the board, what waits on the front page. */
export function isListOfDeals({ queryKey: [first] }: Pick<Query, "queryKey">): boolean {
  const id = (first as { _id?: string } | undefined)?._id;
  return id !== undefined && LISTS.has(id);
}

const LISTS = new Set(["dealsListDeals", "dealsGetBoard", "dealsListAttention"]);

/** Whether a query shows anything of the deals room. */
export function isOfDeals({ queryKey: [first] }: Pick<Query, "queryKey">): boolean {
  return (first as { _id?: string } | undefined)?._id?.startsWith("deals") ?? false;
}
