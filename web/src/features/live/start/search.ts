export interface LiveSearch {
  deal?: string;
  contact?: string;
}

export function readLiveSearch(search: Record<string, unknown>): LiveSearch {
  const text = (value: unknown) => (typeof value === "string" && value !== "" ? value : undefined);
  return { deal: text(search.deal), contact: text(search.contact) };
}
