/** What a statement rests on, as the server tells it (`deals.schemas.Evidence`). */
export interface EvidenceItem {
  kind:
    | "activity"
    | "call"
    | "change"
    | "person"
    | "competitor"
    | "field"
    | "deal"
    | "session"
    | "answer"
    | "document"
    | "entry";
  id: string;
  at?: string | null;
  text: string;
  /** With both, `text` is a quote: it stands in the record character for character. */
  start?: number | null;
  end?: number | null;
  turn?: number | null;
  link?: string | null;
}

export function isQuote({ start, end }: EvidenceItem): boolean {
  return start != null && end != null;
}

export interface Address {
  to: string;
  search: Record<string, string> | undefined;
  hash: string | undefined;
}

/** A path of this app apart from what it asks for and its fragment, as links want it. */
export function address(link: string): Address {
  const [page = "", hash] = link.split("#", 2);
  const [to = "", query] = page.split("?", 2);
  return { to, search: query ? Object.fromEntries(new URLSearchParams(query)) : undefined, hash };
}
