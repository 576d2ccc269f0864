interface Step {
  good?: boolean;
  focus?: boolean;
}

/** The step to show when there is room for one: the one in focus, else what to change first, else what to keep. */
export function oneThing<T extends Step>(steps: readonly T[]): T | undefined {
  const toChange = steps.filter((step) => !step.good);
  return toChange.find((step) => step.focus) ?? toChange[0] ?? steps[0];
}
