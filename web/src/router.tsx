import type { QueryClient } from "@tanstack/react-query";
import { createRouter } from "@tanstack/react-router";
import { NotFound, RouteError } from "@/app/RouteError";
import { SkeletonText } from "@/components/Skeleton";
import { queryClient } from "@/lib/queries";
import { routeTree } from "./routeTree.gen";

export interface RouterContext {
  queryClient: QueryClient;
}

export const router = createRouter({
  routeTree,
  context: { queryClient } satisfies RouterContext,
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  scrollRestoration: true,
  defaultErrorComponent: RouteError,
  defaultNotFoundComponent: NotFound,
  defaultPendingComponent: () => <SkeletonText className="max-w-prose pt-8" />,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
