import type { CallItem } from "@/api/types.gen";

export type Stage = NonNullable<CallItem["stage"]>;

/** The steps of an analysis in their order. */
export const STAGES = [
  "decode",
  "transcribe",
  "attribute",
  "acts",
  "signals",
  "scorecard",
  "findings",
  "skills",
] as const satisfies readonly Stage[];

export type StageState = "done" | "now" | "waiting";

/** How far each step is; a transcript needs no decoding and no recognising. */
export function progressOf(
  call: Pick<CallItem, "source" | "stage" | "status">,
): { stage: Stage; state: StageState }[] {
  const stages = call.source === "transcript" ? STAGES.slice(2) : STAGES;
  const now = call.stage ? STAGES.indexOf(call.stage) : -1;
  return stages.map((stage) => {
    const place = STAGES.indexOf(stage);
    const done = call.status === "done" || place < now;
    return { stage, state: done ? "done" : place === now && call.status === "running" ? "now" : "waiting" };
  });
}

export function isUnderWay(call: Pick<CallItem, "status" | "needs">): boolean {
  return (call.status === "queued" && !call.needs.includes("consent")) || call.status === "running";
}
