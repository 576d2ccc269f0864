import type { PracticeListConversationsData } from "@/api/types.gen";
import { OUTCOMES, type Outcome } from "../labels";

const SCORES = ["high", "middle", "low"] as const;
export type ScoreBand = (typeof SCORES)[number];

/** The filters as they stand in the address. */
export interface HistorySearch {
  scenario?: string;
  outcome?: Outcome;
  score?: ScoreBand;
  person?: string;
}

/** Scores from..to, both included. Scores have one decimal. */
export const BANDS: Record<ScoreBand, { min_score?: number; max_score?: number }> = {
  high: { min_score: 80 },
  middle: { min_score: 60, max_score: 79.999 },
  low: { max_score: 59.999 },
};

export function readSearch(search: Record<string, unknown>): HistorySearch {
  const text = (value: unknown) => (typeof value === "string" && value ? value : undefined);
  return {
    scenario: text(search.scenario),
    outcome: OUTCOMES.find((outcome) => outcome === search.outcome),
    score: SCORES.find((score) => score === search.score),
    person: text(search.person),
  };
}

export function asQuery(search: HistorySearch): NonNullable<PracticeListConversationsData["query"]> {
  return {
    limit: 20,
    scenario: search.scenario,
    outcome: search.outcome,
    user: search.person,
    ...(search.score ? BANDS[search.score] : {}),
  };
}
