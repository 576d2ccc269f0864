import type { ConversationDetail, SpokenTurn } from "@/api/types.gen";
import type { Said } from "@/components/player/timeline";

/** The turns of a call with the times at which they were spoken; typed ones have none. */
export function timed(call: Pick<ConversationDetail, "turns" | "voice">): Said[] {
  const spoken = spokenTurns(call);
  return call.turns.map(({ index, speaker, text }) => ({
    index,
    speaker,
    text,
    start: wasHeard(spoken.get(index)) ? (spoken.get(index)?.start ?? null) : null,
    end: spoken.get(index)?.end ?? null,
  }));
}

/** Whether any of a turn was heard: the rep may have spoken before its first word. */
export function wasHeard(turn: SpokenTurn | undefined): turn is SpokenTurn {
  return turn !== undefined && turn.heard !== "";
}

export function spokenTurns({ voice }: Pick<ConversationDetail, "voice">): Map<number, SpokenTurn> {
  return new Map((voice?.turns ?? []).map((turn) => [turn.turn, turn]));
}
