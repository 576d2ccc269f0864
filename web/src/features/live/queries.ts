import type { Query } from "@tanstack/react-query";

/** Whether a query asks about live calls. */
export function ofLive({ queryKey }: Pick<Query, "queryKey">): boolean {
  const [key] = queryKey as [{ _id?: string } | undefined];
  return key?._id?.startsWith("live") ?? false;
}
