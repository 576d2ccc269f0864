import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { client } from "@/api/client.gen";
import { asProblem, toProblem } from "./problem";

client.interceptors.error.use((error, response) => toProblem(error, response));

let reached = true;
const watchers = new Set<(reached: boolean) => void>();

/** Tells whether the last request got any answer at all. */
export function watchServer(watch: (reached: boolean) => void): () => void {
  watchers.add(watch);
  return () => watchers.delete(watch);
}

export function serverReached(): boolean {
  return reached;
}

function note(now: boolean): void {
  if (now === reached) return;
  reached = now;
  for (const watch of watchers) watch(now);
}

const listener = {
  onError: (error: unknown) => note(!asProblem(error).isOffline),
  onSuccess: () => note(true),
};

export const queryClient = new QueryClient({
  queryCache: new QueryCache(listener),
  mutationCache: new MutationCache(listener),
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      networkMode: "always",
      retry: (count, error) => count < 2 && !asProblem(error).isOurs,
    },
    mutations: { networkMode: "always" },
  },
});
