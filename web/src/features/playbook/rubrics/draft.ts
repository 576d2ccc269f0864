import type { CriterionForm, RubricForm } from "@/api/types.gen";
import type { FieldProblem } from "@/lib/problem";

/** The same words in both languages; either may be empty. */
export interface Both {
  en: string;
  he: string;
}

export const TEXTS = ["title", "question", "yes", "yes_example", "no", "no_example"] as const;
export type Text = (typeof TEXTS)[number];
export type Kind = CriterionForm["shows"]["kind"];
type Moves = Extract<CriterionForm["shows"], { kind: "moves" }>["moves"];

/** Everything that can show a criterion side by side, so that trying another kind loses nothing. */
export interface ShowsDraft {
  kind: Kind;
  rubric: string;
  criterion: string;
  /** One to a line. */
  phrases: string;
  moves: string[];
  where: "anywhere" | "start" | "end";
  times: string;
  least: "vague" | "advance" | "order";
}

export interface CriterionDraft extends Record<Text, Both> {
  /** Tells the cards apart; the server gives a new criterion its id. */
  key: string;
  id: string | null;
  speaker: "rep" | "customer";
  skill: CriterionForm["skill"];
  weight: string;
  shows: ShowsDraft;
}

export interface Draft {
  title: Both;
  description: Both;
  method: string;
  criteria: CriterionDraft[];
}

/** What is wrong and where: "title", or "<key of a criterion>.<field>". */
export type Wrong = "title" | "weight" | "phrases" | "long" | "moves" | "criterion" | "times" | "none";
export type Complaints<T = Wrong> = Record<string, T>;

const both = (said?: { en?: string; he?: string }): Both => ({ en: said?.en ?? "", he: said?.he ?? "" });
const isEmpty = (said: Both) => !said.en.trim() && !said.he.trim();
const lines = (text: string) => text.split("\n").flatMap((line) => line.trim() || []);

const NOTHING: ShowsDraft = {
  kind: "phrases",
  rubric: "",
  criterion: "",
  phrases: "",
  moves: [],
  where: "anywhere",
  times: "1",
  least: "advance",
};

export function newCriterion(key: string): CriterionDraft {
  const texts = Object.fromEntries(TEXTS.map((text) => [text, both()])) as Record<Text, Both>;
  return { ...texts, key, id: null, speaker: "rep", skill: "discovery", weight: "1", shows: NOTHING };
}

export function toDraft(form: RubricForm): Draft {
  return {
    title: both(form.title),
    description: both(form.description),
    method: form.method ?? "",
    criteria: form.criteria.map((criterion, index) => ({
      ...newCriterion(criterion.id ?? `at-${index}`),
      ...(Object.fromEntries(TEXTS.map((text) => [text, both(criterion[text])])) as Record<Text, Both>),
      id: criterion.id ?? null,
      speaker: criterion.speaker ?? "rep",
      skill: criterion.skill,
      weight: String(criterion.weight),
      shows: showsDraft(criterion.shows),
    })),
  };
}

function showsDraft(shows: CriterionForm["shows"]): ShowsDraft {
  const written = shows as Partial<{ phrases: string[]; times: number }>;
  return {
    ...NOTHING,
    ...shows,
    phrases: (written.phrases ?? []).join("\n"),
    times: String(written.times ?? 1),
  };
}

export function toForm(draft: Draft): RubricForm {
  return {
    title: draft.title,
    description: draft.description,
    method: draft.method,
    criteria: draft.criteria.map(({ key: _, weight, shows, ...rest }) => ({
      ...rest,
      weight: Number(weight),
      shows: showsForm(shows),
    })),
  };
}

function showsForm(shows: ShowsDraft): CriterionForm["shows"] {
  const { kind, where, least, rubric, criterion } = shows;
  const phrases = lines(shows.phrases);
  const times = Number(shows.times);
  switch (kind) {
    case "shipped":
      return { kind, rubric, criterion };
    case "phrases":
      return { kind, phrases, where, times };
    case "moves":
      return { kind, moves: shows.moves as Moves, phrases, where, times };
    case "outcome":
      return { kind, least };
    default:
      return { kind, phrases };
  }
}

/** What a person should look at before this can be saved. */
export function complaintsOf(draft: Draft, longest: number): Complaints {
  const found: Complaints = {};
  if (isEmpty(draft.title)) found.title = "title";
  if (draft.criteria.length === 0) found.criteria = "none";
  for (const { key, title, weight, shows } of draft.criteria) {
    if (isEmpty(title)) found[`${key}.title`] = "title";
    if (!(Number(weight) > 0 && Number(weight) <= 100)) found[`${key}.weight`] = "weight";
    const wrong = wrongShows(shows, longest);
    if (wrong) found[`${key}.${wrong === "long" ? "phrases" : wrong}`] = wrong;
  }
  return found;
}

function wrongShows(shows: ShowsDraft, longest: number): Wrong | null {
  const { kind } = shows;
  if (kind === "shipped") return shows.criterion ? null : "criterion";
  if (kind === "outcome") return null;
  if (kind === "moves" && shows.moves.length === 0) return "moves";
  const times = Number(shows.times);
  if ((kind === "moves" || kind === "phrases") && !(Number.isInteger(times) && times >= 1 && times <= 20))
    return "times";
  const phrases = lines(shows.phrases);
  if (phrases.length === 0) return kind === "moves" ? null : "phrases";
  if (phrases.length > 60) return "long";
  return phrases.some((one) => one.length > longest || (one.match(/[\p{L}\p{N}]/gu)?.length ?? 0) < 2)
    ? "long"
    : null;
}

/** The server's complaints at the same places; those about no field of the form are left out. */
export function placed(errors: FieldProblem[], draft: Draft): Complaints<string> {
  const found: Complaints<string> = {};
  for (const { field, problem } of errors) {
    const path = field.replace(/^form\./, "").split(".");
    const criterion = path[0] === "criteria" ? draft.criteria[Number(path[1])] : undefined;
    const part = path[2] === "shows" ? path[3] : path[2];
    const at = criterion && part ? `${criterion.key}.${part}` : path[0];
    if (at && (criterion || at === "title" || at === "description")) found[at] ??= problem;
  }
  return found;
}

/** Which share of the whole weight a criterion has; 0 while its weight is no number. */
export function share(draft: Draft, criterion: CriterionDraft): number {
  const weight = (one: CriterionDraft) => Math.max(0, Number(one.weight) || 0);
  const total = draft.criteria.reduce((sum, one) => sum + weight(one), 0);
  return total > 0 ? weight(criterion) / total : 0;
}

/** The weight that a further criterion starts with: about as much as the others have. */
export function usual(draft: Draft): string {
  const weights = draft.criteria.map((one) => Number(one.weight)).filter((weight) => weight > 0);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  return String(mean > 0 ? Math.max(0.1, Math.min(100, Number(mean.toPrecision(2)))) : 1);
}

export function moved<T>(list: readonly T[], from: number, to: number): T[] {
  const rest = list.filter((_, index) => index !== from);
  return [...rest.slice(0, to), list[from] as T, ...rest.slice(to)];
}

export const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

/** How many texts exist in only the other language. */
export function unwritten(draft: Draft, language: keyof Both): number {
  const other = language === "en" ? "he" : "en";
  const texts = [
    draft.title,
    draft.description,
    ...draft.criteria.flatMap((one) => TEXTS.map((text) => one[text])),
  ];
  return texts.filter((text) => !text[language].trim() && text[other].trim()).length;
}
