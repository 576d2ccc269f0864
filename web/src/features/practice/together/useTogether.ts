import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { practiceGetTogetherOptions, practiceGetTogetherQueryKey } from "@/api/@tanstack/react-query.gen";
import type {
  TogetherEndedOut,
  TogetherNoteOut,
  TogetherOut,
  TogetherOwedOut,
  TogetherStateOut,
  TogetherTroubleOut,
  TogetherTurnOut,
  TurnView,
} from "@/api/types.gen";
import { openSocket, type Socket, type SocketPhase } from "@/lib/socket";

/** The document leaves out that a message always has its type. */
type Typed<M> = M extends { type?: infer T } ? Omit<M, "type"> & { type: NonNullable<T> } : never;
type Told = Typed<
  | TogetherStateOut
  | TogetherTurnOut
  | TogetherOwedOut
  | TogetherNoteOut
  | TogetherEndedOut
  | TogetherTroubleOut
>;

/** A session as those who are in it with the rep see it. */
export interface Together {
  state: TogetherOut;
  turns: TurnView[];
  notes: { author: string; text: string; at: string }[];
  /** What the machine would say now, for whoever plays the buyer. */
  owed: TogetherOwedOut | null;
}

/** The turns with this one added or replaced; they may come twice. */
export function withTurn(turns: readonly TurnView[], turn: TurnView): TurnView[] {
  return [...turns.filter((other) => other.index !== turn.index), turn].sort((a, b) => a.index - b.index);
}

/** What is known after a message. */
export function heard(before: Together | null, message: Told): Together | null {
  if (message.type === "together") {
    const { state } = message;
    const turns = state.turns.reduce(withTurn, before?.turns ?? []);
    return { state, turns, notes: state.notes, owed: state.owed ? (before?.owed ?? null) : null };
  }
  if (before === null) return null;
  if (message.type === "turn") {
    const turns = withTurn(before.turns, message.turn);
    if (message.turn.speaker === "rep") return { ...before, turns };
    return { ...before, turns, owed: null, state: { ...before.state, owed: false } };
  }
  if (message.type === "owed") return { ...before, owed: message, state: { ...before.state, owed: true } };
  if (message.type === "note") return { ...before, notes: [...before.notes, message] };
  if (message.type === "ended") {
    return { ...before, owed: null, state: { ...before.state, status: "ended", outcome: message.outcome } };
  }
  return before;
}

/** Follows a session while the page is open. The first look is an ordinary request, so refusals read like any. */
export function useTogether(conversationId: string, wanted = true) {
  const first = useQuery({
    ...practiceGetTogetherOptions({ path: { conversation_id: conversationId } }),
    enabled: wanted,
  });
  const [told, setTold] = useState<Together | null>(null);
  const [phase, setPhase] = useState<SocketPhase>({ at: "connecting" });
  const client = useQueryClient();
  const socket = useRef<Socket<never> | null>(null);
  const hear = useRef<((frame: ArrayBuffer) => void) | null>(null);
  const ready = wanted && first.data !== undefined;
  useEffect(() => {
    if (!ready) return;
    const here = openSocket<Told, never>({
      address: () => `/api/practice/${encodeURIComponent(conversationId)}/listen`,
      onMessage: (message) => setTold((before) => heard(before, message)),
      onSound: (frame) => hear.current?.(frame),
      onPhase: (now) => {
        setPhase(now);
        if (now.at !== "refused") return;
        const key = practiceGetTogetherQueryKey({ path: { conversation_id: conversationId } });
        void client.invalidateQueries({ queryKey: key });
      },
    });
    socket.current = here;
    return () => {
      socket.current = null;
      here.close();
    };
  }, [conversationId, ready, client]);
  const together = told ?? (first.data ? heard(null, { type: "together", state: first.data }) : null);
  return {
    together,
    phase,
    error: first.error,
    refetch: first.refetch,
    /** Sound of the session goes here, as long as somebody wants it. */
    hear,
    sendSound: (pcm: ArrayBuffer) => socket.current?.send(pcm) ?? false,
  };
}
