import type { CallsListCallsData } from "@/api/types.gen";

export const STATUSES = ["queued", "running", "done", "failed"] as const;

/** The filters of the list, as the address has them. */
export interface ListSearch {
  person?: string;
  rubric?: string;
  status?: (typeof STATUSES)[number];
  q?: string;
}

const text = (value: unknown) => (typeof value === "string" && value.trim() ? value : undefined);

export function readListSearch(search: Record<string, unknown>): ListSearch {
  return {
    person: text(search.person),
    rubric: text(search.rubric),
    status: STATUSES.find((status) => status === search.status),
    q: text(search.q),
  };
}

export function asQuery({ person, rubric, status, q }: ListSearch): NonNullable<CallsListCallsData["query"]> {
  return { user_id: person, rubric, status, q: q?.trim() };
}

export function isFiltered(search: ListSearch): boolean {
  return Object.values(search).some((value) => value !== undefined);
}
