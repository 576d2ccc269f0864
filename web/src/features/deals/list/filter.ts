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
  sort?: string;
}

export const STATUSES = ["open", "won", "lost"] as const;

const text = (value: unknown) =>
  (typeof value === "string" && value.trim()) || typeof value === "number" ? String(value) : undefined;
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
    sort: text(search.sort),
  };
}

/** How many filters hold; the order of the list is none. */
export function filtersSet({ sort: _, ...filters }: DealSearch): number {
  return Object.values(filters).filter((value) => value !== undefined).length;
}
