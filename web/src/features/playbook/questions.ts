import type { Answers } from "@/api/types.gen";

export type Question = keyof Answers & string;

/** The questionnaire as people see it: four sections, each with its questions in order. */
export const SECTIONS: readonly {
  id: "offer" | "buyers" | "edge" | "manner";
  questions: readonly Question[];
}[] = [
  { id: "offer", questions: ["company", "product", "prices"] },
  { id: "buyers", questions: ["market", "industry", "customers", "problems"] },
  { id: "edge", questions: ["benefits", "differentiators", "competitors"] },
  { id: "manner", questions: ["tone", "language"] },
];

export const QUESTIONS: readonly Question[] = SECTIONS.flatMap((section) => section.questions);

export function isAnswered(value: unknown): boolean {
  if (Array.isArray(value)) return value.length > 0;
  return typeof value === "string" ? value.trim() !== "" : value != null;
}

export interface Merge {
  merged: Answers;
  /** Questions that both sides answered differently from what both had read. */
  disputed: Question[];
}

/** Joins two people's changes to the same answers; `mine` stands in `merged` where both changed one. */
export function merge(base: Answers, mine: Answers, theirs: Answers): Merge {
  const merged = { ...theirs };
  const disputed: Question[] = [];
  for (const question of QUESTIONS) {
    if (same(mine[question], base[question])) continue;
    Object.assign(merged, { [question]: mine[question] });
    if (!same(theirs[question], base[question]) && !same(theirs[question], mine[question]))
      disputed.push(question);
  }
  return { merged, disputed };
}

export function sameAnswers(one: Answers, other: Answers): boolean {
  return QUESTIONS.every((question) => same(one[question], other[question]));
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(tidy(one)) === JSON.stringify(tidy(other));
}

/** What an answer comes to: no blank lines or rows, no spaces around, nothing for empty. */
function tidy(value: unknown): unknown {
  if (typeof value === "string") return value.trim() || null;
  if (Array.isArray(value)) {
    const items = value.map(tidy).filter((item) => item !== null);
    return items.length > 0 ? items : null;
  }
  if (typeof value === "object" && value !== null) {
    const entries = Object.entries(value).map(([key, inner]) => [key, tidy(inner)] as const);
    if (entries.every(([, inner]) => inner === null)) return null;
    return Object.fromEntries(entries.sort(([a], [b]) => a.localeCompare(b)));
  }
  return value ?? null;
}

/** As the server takes it: tidy texts, no empty lines, no rows without a name. */
export function forServer(answers: Answers): Answers {
  const lines = (list: string[] | undefined) => (list ?? []).map((line) => line.trim()).filter(Boolean);
  return {
    ...answers,
    company: answers.company?.trim(),
    product: answers.product?.trim(),
    customers: answers.customers?.trim(),
    industry: answers.industry?.trim(),
    problems: lines(answers.problems),
    differentiators: lines(answers.differentiators),
    benefits: lines(answers.benefits),
    competitors: (answers.competitors ?? []).filter((one) => tidy(one) !== null),
    prices: (answers.prices ?? []).filter((one) => tidy(one) !== null),
    market: answers.market || null,
    tone: answers.tone || null,
    language: answers.language || null,
  };
}
