import type { ConversationDetail } from "@/api/types.gen";

type Told = Pick<ConversationDetail, "kind" | "outcome" | "signals">;

/** Which sentence tells what came of the call: how it ended, and what was agreed by then. */
export function outcomeSentence({ kind, outcome, signals }: Told) {
  const step = signals?.next_step.kind; // nothing before the call is scored
  if (outcome === "meeting") {
    if (step === "order") return "order";
    return kind === "service" || kind === "closing" ? "step" : "meeting";
  }
  if ((outcome ?? "ended") !== "ended") return outcome ?? "ended";
  if (step === "advance" || step === "order") return "endedWithStep";
  if (!step) return "hungUp";
  return step === "vague" ? "endedVague" : "ended";
}

/** A name that keeps its own direction inside a sentence of the other. */
export function isolated(name: string): string {
  return `\u2068${name}\u2069`;
}
