import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef } from "react";
import {
  practiceEndMutation,
  practiceGetConversationOptions,
  practiceHintOptions,
} from "@/api/@tanstack/react-query.gen";
import type { ConversationDetail } from "@/api/types.gen";
import { asProblem } from "@/lib/problem";
import { freshKey, keepDraft, keepPending, type Pending, readDraft, readPending } from "./draft";
import { patience, pause, worthRetrying } from "./retry";
import { say } from "./say";
import { fromDetail, step } from "./state";

/** One open call: what has been said, and what can be done next. Everything sent survives a lost connection. */
export function useConversation(detail: ConversationDetail) {
  const id = detail.id;
  const queryClient = useQueryClient();
  const [state, dispatch] = useReducer(step, detail, fromDetail);
  const leaving = useRef(new AbortController());
  const wake = useRef<() => void>(() => undefined);

  const reload = useCallback(async () => {
    const query = practiceGetConversationOptions({ path: { conversation_id: id } });
    dispatch({ type: "loaded", detail: await queryClient.fetchQuery({ ...query, staleTime: 0 }) });
  }, [id, queryClient]);

  /** Sends a turn until the buyer has answered it, the server refuses it, or the screen is left. */
  const deliver = useCallback(
    async (turn: Pending) => {
      const { signal } = leaving.current;
      for (let attempt = 0; !signal.aborted; attempt++) {
        dispatch({ type: "trying" });
        try {
          for await (const event of say(
            { conversation_id: id, text: turn.text, client_key: turn.clientKey },
            signal,
          ))
            dispatch(event);
          keepPending(id, null);
          return;
        } catch (error) {
          if (signal.aborted) return;
          const problem = asProblem(error);
          if (!worthRetrying(problem)) {
            keepPending(id, null);
            if (problem.slug === "conversation-ended") return await reload();
            keepDraft(id, [turn.text, readDraft(id)].filter(Boolean).join("\n"));
            return dispatch({ type: "refused", problem });
          }
          const wait = patience(attempt, problem.retryAfter);
          dispatch({ type: "lost", retryAt: Date.now() + wait });
          await pause(wait, signal, (now) => {
            wake.current = now;
          });
        }
      }
    },
    [id, reload],
  );

  useEffect(() => {
    leaving.current = new AbortController();
    const unanswered = readPending(id);
    if (unanswered && detail.status === "open") {
      dispatch({ type: "said", text: unanswered.text });
      void deliver(unanswered);
    } else {
      keepPending(id, null);
    }
    return () => leaving.current.abort();
  }, [id, detail.status, deliver]);

  // A reply that another tab or an earlier visit asked for: look again until it is there.
  const stranded = state.phase === "sending" && detail.reply_pending === true && readPending(id) === null;
  useEffect(() => {
    if (!stranded) return;
    const timer = setInterval(() => void reload().catch(() => undefined), 1500);
    return () => clearInterval(timer);
  }, [stranded, reload]);

  const send = useCallback(
    (text: string) => {
      const turn = { clientKey: freshKey(), text };
      keepPending(id, turn);
      keepDraft(id, "");
      dispatch({ type: "said", text });
      void deliver(turn);
    },
    [id, deliver],
  );

  const hangUp = useMutation({
    ...practiceEndMutation(),
    onSuccess: (end) => {
      keepDraft(id, "");
      dispatch({ type: "hungUp", outcome: end.outcome, at: new Date().toISOString() });
    },
  });
  const hint = useMutation({
    mutationFn: () =>
      queryClient.fetchQuery({ ...practiceHintOptions({ path: { conversation_id: id } }), staleTime: 0 }),
    onSuccess: (found) => dispatch({ type: "hint", hint: found.hint }),
  });

  // What other screens show (history, suggestion, skills) has changed once a call is over.
  const over = state.phase === "ended";
  useEffect(() => {
    if (over) void queryClient.invalidateQueries({ refetchType: "none" });
  }, [over, queryClient]);

  return {
    state,
    send,
    retryNow: () => wake.current(),
    hangUp: {
      run: () => hangUp.mutate({ path: { conversation_id: id } }),
      busy: hangUp.isPending,
      error: hangUp.error,
    },
    askHint: { run: () => hint.mutate(), busy: hint.isPending, error: hint.error },
  };
}

export type Conversation = ReturnType<typeof useConversation>;
