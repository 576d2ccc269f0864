import type { CallTone } from "@/api/types.gen";

/** Readings below this confidence are shown faintly and count for nothing. */
export const SURE = 0.6;

/**
 * The tone of one side over the call: for each of so many stretches the mean of what was read there, weighted by how
 * sure each reading was; null where that side said nothing that could be read with confidence.
 */
export function toneOverTime(
  tone: readonly CallTone[],
  speaker: CallTone["speaker"],
  lastTurn: number,
  steps: number,
): (number | null)[] {
  return Array.from({ length: steps }, (_, step) => {
    const here = tone.filter(
      (one) =>
        one.speaker === speaker &&
        one.confidence >= SURE &&
        Math.min(steps - 1, Math.floor((one.turn / (lastTurn + 1)) * steps)) === step,
    );
    const weight = here.reduce((sum, one) => sum + one.confidence, 0);
    return weight > 0 ? here.reduce((sum, one) => sum + one.value * one.confidence, 0) / weight : null;
  });
}

/** The clearest moments of a side, best or worst, for which there are words to show. */
export function clearest(tone: readonly CallTone[], sign: 1 | -1, most = 2): CallTone[] {
  return tone
    .filter((one) => one.confidence >= SURE && one.value * sign > 0.3)
    .sort((a, b) => b.value * b.confidence * sign - a.value * a.confidence * sign)
    .slice(0, most)
    .sort((a, b) => a.turn - b.turn);
}
