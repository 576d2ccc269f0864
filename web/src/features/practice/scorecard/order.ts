import type { StepView } from "@/api/types.gen";

/**
 * The three things to read first, in call order, and the rest. What to work on comes before what may be better,
 * and that before what was done well.
 */
export function threeThings(steps: readonly StepView[]): { first: StepView[]; rest: StepView[] } {
  const weight = (step: StepView) => (step.focus ? 0 : step.good ? 2 : 1);
  const chosen = new Set(
    steps
      .map((step, place) => ({ step, place }))
      .sort((a, b) => weight(a.step) - weight(b.step) || a.place - b.place)
      .slice(0, 3)
      .map(({ step }) => step),
  );
  return { first: steps.filter((step) => chosen.has(step)), rest: steps.filter((step) => !chosen.has(step)) };
}
