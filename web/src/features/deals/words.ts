/** The words somebody looks for, as the address has them. */
export function readWords(search: Record<string, unknown>): { q?: string } {
  return { q: typeof search.q === "string" && search.q.trim() ? search.q.trim() : undefined };
}

const id = (value: unknown) => (typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined);

/** The two contacts that are looked at side by side, as the address has them. */
export function readPair(search: Record<string, unknown>): { a?: string; b?: string } {
  return { a: id(search.a), b: id(search.b) };
}
