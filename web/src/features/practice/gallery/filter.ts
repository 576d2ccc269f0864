import type { ScenarioItem } from "@/api/types.gen";
import { KINDS, type Kind, LEVELS, type Level } from "../labels";

/** The filters as they stand in the address. */
export interface GallerySearch {
  kind?: Kind;
  level?: Level;
  industry?: string;
  language?: "en" | "he";
  own?: true;
}

export function readSearch(search: Record<string, unknown>): GallerySearch {
  return {
    kind: KINDS.find((kind) => kind === search.kind),
    level: LEVELS.find((level) => level === search.level),
    industry: typeof search.industry === "string" && search.industry ? search.industry : undefined,
    language: search.language === "en" || search.language === "he" ? search.language : undefined,
    own: search.own === true ? true : undefined,
  };
}

/** Whether a scenario passes the filters; the language was asked of the server already. */
export function taken(scenario: ScenarioItem, search: GallerySearch): boolean {
  return (
    (!search.kind || scenario.kind === search.kind) &&
    (!search.level || scenario.levels.includes(search.level)) &&
    (!search.industry || scenario.industry === search.industry) &&
    (!search.language || scenario.language === search.language) &&
    (!search.own || scenario.own === true)
  );
}

/** The company's own first, then by kind, from first contact to service. */
export function inOrder(scenarios: readonly ScenarioItem[]): ScenarioItem[] {
  const rank = (scenario: ScenarioItem) => (scenario.own ? 0 : 1 + KINDS.indexOf(scenario.kind));
  return [...scenarios].sort((a, b) => rank(a) - rank(b));
}
