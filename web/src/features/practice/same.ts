import type { ConversationDetail } from "@/api/types.gen";

/** What to ask for to hold this call again: its scenario and buyer, or the moment of the real call it began at. */
export function sameCall({ scenario_id, persona, language, restarted_from: moment }: ConversationDetail) {
  return moment?.call_id
    ? { call: moment.call_id, turn: moment.turn }
    : { scenario: scenario_id, persona: persona.id, language };
}
