import type { AskIn } from "@/api/types.gen";
import { type Problem, ProblemError, toProblem } from "@/lib/problem";
import { streamEvents } from "@/lib/session";
import type { Answer, Arrived, Segment, Understanding } from "../types";

/** A question, or an understanding that was edited or chosen among several and is asked as it stands. */
export type Asking = AskIn & { text: string };

export type Streamed =
  | { type: "understanding"; data: Understanding }
  | { type: "rows"; data: Arrived }
  | { type: "piece"; data: Segment }
  | { type: "done"; data: Answer };

const KNOWN = new Set(["understanding", "rows", "piece", "done"]);

/** Asks one question and yields what comes back, ending with the whole answer. Throws a ProblemError. */
export async function* ask(body: Asking, signal: AbortSignal): AsyncGenerator<Streamed> {
  try {
    for await (const { event, data } of streamEvents("/api/metrics/chat", body, signal)) {
      if (event === "problem") throw new ProblemError(data as Problem);
      if (!KNOWN.has(event)) continue; // what a newer server may add
      yield { type: event, data } as Streamed;
      if (event === "done") return;
    }
  } catch (error) {
    throw toProblem(error);
  }
  throw toProblem(new Error("The stream ended before the answer."));
}
