/** What was typed but not yet answered, kept in this tab so that a reload or a lost connection loses nothing. */
export interface Pending {
  clientKey: string;
  text: string;
}

type Store = Pick<Storage, "getItem" | "setItem" | "removeItem">;

const draftKey = (id: string) => `ringside.draft.${id}`;
const pendingKey = (id: string) => `ringside.pending.${id}`;

export function readDraft(id: string, store: Store = sessionStorage): string {
  return attempt(() => store.getItem(draftKey(id))) ?? "";
}

export function keepDraft(id: string, text: string, store: Store = sessionStorage): void {
  attempt(() => (text ? store.setItem(draftKey(id), text) : store.removeItem(draftKey(id))));
}

export function readPending(id: string, store: Store = sessionStorage): Pending | null {
  const kept = attempt(() => store.getItem(pendingKey(id)));
  const value: unknown = kept ? attempt(() => JSON.parse(kept)) : null;
  if (typeof value !== "object" || value === null) return null;
  const { clientKey, text } = value as Record<string, unknown>;
  return typeof clientKey === "string" && typeof text === "string" ? { clientKey, text } : null;
}

export function keepPending(id: string, pending: Pending | null, store: Store = sessionStorage): void {
  attempt(() =>
    pending ? store.setItem(pendingKey(id), JSON.stringify(pending)) : store.removeItem(pendingKey(id)),
  );
}

/** A random key; crypto.randomUUID would need HTTPS, which a server in the office may not have. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Storage may be full or forbidden; then typing goes on without a copy. */
function attempt<T>(action: () => T): T | null {
  try {
    return action();
  } catch {
    return null;
  }
}
