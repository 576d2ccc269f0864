import { createFileRoute } from "@tanstack/react-router";
import { Call, type CallProps } from "@/features/practice/call/Call";
import { LEVELS } from "@/features/practice/labels";

const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);

export const Route = createFileRoute("/_in/practice/call")({
  validateSearch: (search: Record<string, unknown>): CallProps => ({
    scenario: text(search.scenario),
    persona: text(search.persona),
    level: LEVELS.find((level) => level === search.level),
    language: search.language === "en" || search.language === "he" ? search.language : undefined,
    conversation: text(search.conversation),
    from: text(search.from),
    call: text(search.call),
    by: search.by === "voice" || search.by === "text" ? search.by : undefined,
    turn: typeof search.turn === "number" && Number.isInteger(search.turn) ? search.turn : undefined,
  }),
  component: function CallPage() {
    return <Call {...Route.useSearch()} />;
  },
});
