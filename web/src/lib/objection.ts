/** What an objection is about, and the words it came in, as far as they are known. */
export interface ObjectionAbout {
  dealId?: string;
  contactId?: string;
  text?: string;
}

let about: ObjectionAbout | null = null;
const watchers = new Set<() => void>();

function set(next: ObjectionAbout | null): void {
  about = next;
  for (const tell of watchers) tell();
}

/** Opens the objection handler over whatever page is there. */
export function handleObjection(next: ObjectionAbout = {}): void {
  set(next);
}

export function closeObjection(): void {
  set(null);
}

export function openObjection(): ObjectionAbout | null {
  return about;
}

export function watchObjection(tell: () => void): () => void {
  watchers.add(tell);
  return () => watchers.delete(tell);
}

/** The deal or contact that an address shows: "/deals/5f.../" names a deal. */
export function aboutAddress(path: string): ObjectionAbout {
  const [, room, id] = /^\/(deals|contacts)\/([0-9a-f]{32})\b/.exec(path) ?? [];
  if (!id) return {};
  return room === "deals" ? { dealId: id } : { contactId: id };
}
