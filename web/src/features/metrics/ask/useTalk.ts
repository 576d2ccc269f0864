import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import type { Answer, MetricQuery } from "../types";
import { advance, begin, type Talk, type TalkEvent } from "./state";
import { type Asking, ask } from "./stream";

export interface TalkControls {
  talk: Talk;
  send: (text: string, query?: MetricQuery) => void;
  /** Lets the question under way go; its answer is not waited for. */
  stop: () => void;
  tell: (event: TalkEvent) => void;
}

/** One conversation: asks, one question at a time, and keeps what was answered. */
export function useTalk(
  conversation: string | undefined,
  before: Answer[],
  onConversation: (id: string) => void,
): TalkControls {
  const queryClient = useQueryClient();
  const [talk, tell] = useReducer(advance, undefined, () => begin(conversation, before));
  const leaving = useRef<AbortController | null>(null);
  const latest = useRef({ talk, onConversation });
  useEffect(() => {
    latest.current = { talk, onConversation };
  });
  useEffect(() => () => leaving.current?.abort(), []);

  const run = useCallback(
    async (asking: Asking) => {
      const controller = new AbortController();
      leaving.current = controller;
      tell({ type: "ask", asking });
      try {
        for await (const event of ask(asking, controller.signal)) {
          tell(event);
          if (event.type !== "done") continue;
          if (event.data.conversation_id !== latest.current.talk.conversation)
            latest.current.onConversation(event.data.conversation_id);
          void queryClient.invalidateQueries({
            predicate: ({ queryKey }) =>
              (queryKey[0] as { _id?: string } | undefined)?._id === "metricsListConversations",
          });
        }
      } catch (error) {
        if (!controller.signal.aborted) tell({ type: "failed", error });
      }
    },
    [queryClient],
  );

  const send = useCallback(
    (text: string, query?: MetricQuery) => {
      const { pending, conversation: id } = latest.current.talk;
      if (pending) return;
      void run({ text, query, conversation_id: id });
    },
    [run],
  );
  const stop = useCallback(() => {
    leaving.current?.abort();
    tell({ type: "stopped" });
  }, []);
  return { talk, send, stop, tell };
}
