import type { CallCriterion, CallDetail, CallQuote } from "@/api/types.gen";

/** What stands at a turn: the words that are evidence for something, and the criteria they answer. */
export interface AtTurn {
  quotes: CallQuote[];
  criteria: CallCriterion[];
}

export const NOTHING: AtTurn = { quotes: [], criteria: [] };

/**
 * What rests on words of the transcript, by turn: on the scorecard the evidence of its criteria, else that of what
 * is to be learnt. Both at once would mark nearly everything, and so nothing.
 */
export function evidenceOf(call: CallDetail, by: "criteria" | "findings"): Map<number, AtTurn> {
  const found = new Map<number, AtTurn>();
  const at = (turn: number) => {
    const here = found.get(turn) ?? { quotes: [], criteria: [] };
    found.set(turn, here);
    return here;
  };
  const add = (quotes: readonly CallQuote[]) => {
    for (const quote of quotes) at(quote.turn).quotes.push(quote);
  };
  if (by === "criteria") {
    for (const criterion of call.scorecard?.criteria ?? []) {
      add(criterion.quotes);
      for (const turn of new Set(criterion.quotes.map((quote) => quote.turn)))
        at(turn).criteria.push(criterion);
    }
    return found;
  }
  for (const finding of call.findings ?? []) if (finding.judgement?.verdict !== "wrong") add(finding.quotes);
  for (const step of call.next_steps ?? []) add(step.quotes);
  add((call.objections ?? []).map((objection) => objection.quote));
  return found;
}
