import type { StageIn, StageOut } from "@/api/types.gen";

/** A stage being edited; `was` is what it is called now, null for a new one. */
export interface Draft {
  key: string;
  was: string | null;
  name: string;
  status: StageOut["status"];
  deals: number;
}

export function draftOf(stages: readonly StageOut[]): Draft[] {
  return stages.map(({ name, status, deals = 0 }) => ({ key: name, was: name, name, status, deals }));
}

/** The stages with one of them a place up or down. */
export function shifted(stages: readonly Draft[], place: number, step: -1 | 1): Draft[] {
  const found = [...stages];
  const [stage] = found.splice(place, 1);
  if (stage) found.splice(place + step, 0, stage);
  return found;
}

/** What is saved: a renamed stage says what it was called, so that its deals follow. */
export function asBody(stages: readonly Draft[]): StageIn[] {
  return stages.map(({ was, name, status }) => ({
    name: name.trim(),
    status,
    renamed_from: was !== null && was !== name.trim() ? was : undefined,
  }));
}
