import type { Answer, Arrived, Segment, Thumbs, Understanding } from "../types";
import type { Asking, Streamed } from "./stream";

/** A question that is on its way, and as much of the answer as has arrived. */
export interface Pending {
  asking: Asking;
  understanding: Understanding | null;
  rows: Arrived | null;
  segments: Segment[];
}

export interface Talk {
  conversation: string | undefined;
  answers: Answer[];
  pending: Pending | null;
  /** The question that got no answer, and why. */
  failed: { asking: Asking; error: unknown } | null;
}

export type TalkEvent =
  | { type: "ask"; asking: Asking }
  | Streamed
  | { type: "failed"; error: unknown }
  | { type: "stopped" }
  | { type: "thumbs"; message: string; thumbs: Thumbs | null };

export function begin(conversation: string | undefined, answers: Answer[] = []): Talk {
  return { conversation, answers, pending: null, failed: null };
}

export function advance(talk: Talk, event: TalkEvent): Talk {
  if (event.type === "ask")
    return {
      ...talk,
      failed: null,
      pending: { asking: event.asking, understanding: null, rows: null, segments: [] },
    };
  if (event.type === "thumbs")
    return {
      ...talk,
      answers: talk.answers.map((answer) =>
        answer.message_id === event.message ? { ...answer, thumbs: event.thumbs } : answer,
      ),
    };
  const { pending } = talk;
  if (!pending) return talk;
  switch (event.type) {
    case "understanding":
      return { ...talk, pending: { ...pending, understanding: event.data } };
    case "rows":
      return { ...talk, pending: { ...pending, rows: event.data } };
    case "piece":
      return { ...talk, pending: { ...pending, segments: [...pending.segments, event.data] } };
    case "done":
      return {
        conversation: event.data.conversation_id,
        answers: [...talk.answers, event.data],
        pending: null,
        failed: null,
      };
    case "failed":
      return { ...talk, pending: null, failed: { asking: pending.asking, error: event.error } };
    case "stopped":
      return { ...talk, pending: null };
  }
}
