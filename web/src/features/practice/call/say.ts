import type { ChatAck, ChatIn, ChatOut, ChatPiece, ChatStatus } from "@/api/types.gen";
import { type Problem, ProblemError, toProblem } from "@/lib/problem";
import { streamEvents } from "@/lib/session";
import type { CallEvent } from "./state";

type Streamed = Extract<CallEvent, { type: "ack" | "status" | "piece" | "message" }>;

/** Says one thing and yields what comes back, ending with the buyer's whole answer. Throws a ProblemError. */
export async function* say(body: ChatIn, signal: AbortSignal): AsyncGenerator<Streamed> {
  try {
    for await (const { event, data } of streamEvents("/api/chat", body, signal)) {
      if (event === "problem") throw new ProblemError(data as Problem);
      const known = read(event, data);
      if (!known) continue;
      yield known;
      if (known.type === "message") return;
    }
  } catch (error) {
    throw toProblem(error);
  }
  throw toProblem(new Error("The stream ended before the answer."));
}

function read(event: string, data: unknown): Streamed | null {
  switch (event) {
    case "ack":
      return { type: "ack", data: data as ChatAck };
    case "status":
      return { type: "status", data: data as ChatStatus };
    case "piece":
      return { type: "piece", data: data as ChatPiece };
    case "message":
      return { type: "message", data: data as ChatOut };
    default:
      return null; // events a newer server may add
  }
}
