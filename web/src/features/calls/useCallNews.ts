import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { callsGetCallQueryKey, callsListCallsInfiniteQueryKey } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { onNews } from "@/lib/news";

interface CallNews {
  call_id: string;
  stage?: CallDetail["stage"];
  progress?: number;
}

/** Keeps lists and reports up to date with what the server tells of analyses, while any runs. */
export function useCallNews(running: boolean): void {
  const queryClient = useQueryClient();
  useEffect(() => {
    if (!running) return;
    return onNews("call.", (kind, data) => {
      const { call_id, stage, progress } = data as CallNews;
      const queryKey = callsGetCallQueryKey({ path: { call_id } });
      if (kind === "call.progress")
        queryClient.setQueryData<CallDetail>(
          queryKey,
          (call) =>
            call && {
              ...call,
              status: "running",
              stage: stage ?? call.stage,
              progress: progress ?? call.progress,
            },
        );
      else void queryClient.invalidateQueries({ queryKey });
      void queryClient.invalidateQueries({ queryKey: [{ _id: callsListCallsInfiniteQueryKey()[0]._id }] });
    });
  }, [queryClient, running]);
}
