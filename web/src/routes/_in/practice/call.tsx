import { createFileRoute } from "@tanstack/react-router";
import { Call } from "@/features/practice/Call";

export interface CallSearch {
  /** Starts a call of this scenario. */
  scenario?: string;
  level?: "foundation" | "intermediate" | "advanced" | "expert";
  /** Carries on with a call that is under way. */
  conversation?: string;
  /** "Practise this moment again": the finished call, and the turn before which it restarts. */
  from?: string;
  turn?: number;
}

const LEVELS = ["foundation", "intermediate", "advanced", "expert"] as const;
const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_in/practice/call")({
  validateSearch: (search: Record<string, unknown>): CallSearch => ({
    scenario: text(search.scenario),
    level: LEVELS.find((level) => level === search.level),
    conversation: text(search.conversation),
    from: text(search.from),
    turn: typeof search.turn === "number" && Number.isInteger(search.turn) ? search.turn : undefined,
  }),
  component: function CallPage() {
    return <Call {...Route.useSearch()} />;
  },
});
