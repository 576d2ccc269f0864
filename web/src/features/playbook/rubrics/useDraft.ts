import { useState } from "react";
import type { RubricForm } from "@/api/types.gen";
import {
  type Complaints,
  type CriterionDraft,
  type Draft,
  moved,
  newCriterion,
  same,
  toDraft,
  usual,
} from "./draft";

let made = 0;

/** A rubric being written: its state, what is wrong with it, and the ways to change it. */
export function useDraft(form: RubricForm) {
  const [base, setBase] = useState(() => toDraft(form));
  const [draft, setDraft] = useState(base);
  const [complaints, setComplaints] = useState<Complaints<string>>({});
  const forget = (at: string) => setComplaints(({ [at]: _, ...rest }) => rest);
  return {
    base,
    draft,
    complaints,
    complain: setComplaints,
    forget,
    dirty: !same(draft, base),
    settle(now: RubricForm) {
      setBase(toDraft(now));
      setDraft(toDraft(now));
      setComplaints({});
    },
    discard() {
      setDraft(base);
      setComplaints({});
    },
    patch(change: Partial<Draft>) {
      setDraft((now) => ({ ...now, ...change }));
      for (const field of Object.keys(change)) forget(field);
    },
    change(key: string, change: Partial<CriterionDraft>) {
      setDraft((now) => ({
        ...now,
        criteria: now.criteria.map((one) => (one.key === key ? { ...one, ...change } : one)),
      }));
    },
    move(from: number, to: number) {
      setDraft((now) => ({ ...now, criteria: moved(now.criteria, from, to) }));
    },
    drop(key: string) {
      setDraft((now) => ({ ...now, criteria: now.criteria.filter((one) => one.key !== key) }));
    },
    putBack(criterion: CriterionDraft, at: number) {
      setDraft((now) => ({
        ...now,
        criteria: [...now.criteria.slice(0, at), criterion, ...now.criteria.slice(at)],
      }));
    },
    add(): string {
      made += 1;
      const key = `new-${made}`;
      setDraft((now) => ({
        ...now,
        criteria: [...now.criteria, { ...newCriterion(key), weight: usual(now) }],
      }));
      forget("criteria");
      return key;
    },
  };
}

export type Drafting = ReturnType<typeof useDraft>;
