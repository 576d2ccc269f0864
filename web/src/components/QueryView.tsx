import type { ReactNode } from "react";
import { ErrorState } from "./ErrorState";
import { SkeletonText } from "./Skeleton";

interface QueryViewProps<T> {
  query: { data: T | undefined; error: unknown; refetch: () => unknown };
  /** The shape of what is loading; a few lines of text by default. */
  skeleton?: ReactNode;
  children: (data: T) => ReactNode;
}

/** The three states of anything fetched. Data that is there stays in sight when a later refresh fails. */
export function QueryView<T>({ query, skeleton, children }: QueryViewProps<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return skeleton ?? <SkeletonText />;
}
