import type { DealsListDealsData } from "@/api/types.gen";
import { isSort, type Sort } from "./sort";

/** The filters of the list and the board, as the address has them. */
export interface DealSearch {
  q?: string;
  stage?: string;
  status?: (typeof STATUSES)[number];
  owner?: string;
  account?: string;
  competitor?: string;
  min?: number;
  max?: number;
  after?: string;
  before?: string;
  stale?: true;
  sort?: Sort;
}

export const STATUSES = ["open", "won", "lost"] as const;

const text = (value: unknown) =>
  typeof value === "string" || typeof value === "number" ? String(value).trim() || undefined : undefined;
const day = (value: unknown) =>
  typeof value === "string" && /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
const money = (value: unknown) => {
  const number = typeof value === "number" ? value : Number.parseFloat(String(value ?? ""));
  return Number.isFinite(number) && number >= 0 ? number : undefined;
};

export function readDealSearch(search: Record<string, unknown>): DealSearch {
  return {
    q: text(search.q),
    stage: text(search.stage),
    status: STATUSES.find((status) => status === search.status),
    owner: text(search.owner),
    account: text(search.account),
    competitor: text(search.competitor),
    min: money(search.min),
    max: money(search.max),
    after: day(search.after),
    before: day(search.before),
    stale: search.stale === true || search.stale === "true" ? true : undefined,
    sort: isSort(search.sort) ? search.sort : undefined,
  };
}

/** How many filters hold; the order of the list is none. */
export function filtersSet({ sort: _, ...filters }: DealSearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}

/** The same as the server asks for it. */
export function asQuery(search: DealSearch): NonNullable<DealsListDealsData["query"]> {
  const { min, max, after, before, sort, ...same } = search;
  return {
    ...same,
    min_amount: min,
    max_amount: max,
    closing_after: after,
    closing_before: before,
    sort,
  };
}

/** The list's address: its filters, and whether a deal is being made by hand. */
export function readListSearch(search: Record<string, unknown>): DealSearch & { new?: true } {
  return { ...readDealSearch(search), new: search.new === true || search.new === "true" ? true : undefined };
}
