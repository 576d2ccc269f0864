/** The words somebody looks for, as the address has them. */
export function readWords(search: Record<string, unknown>): { q?: string } {
  return { q: typeof search.q === "string" && search.q.trim() ? search.q.trim() : undefined };
}
