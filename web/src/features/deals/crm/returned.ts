/** What the address says of a sign-in at a vendor that just ended. */
export interface Returned {
  connected?: string;
  problem?: string;
}

const word = (value: unknown) =>
  typeof value === "string" && /^[\w-]{1,64}$/.test(value) ? value : undefined;

export function readReturned(search: Record<string, unknown>): Returned {
  return { connected: word(search.connected), problem: word(search.problem) };
}
