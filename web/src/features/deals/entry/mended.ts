import type { ActivityIn } from "@/api/types.gen";

/** What a person set right in the reading of their words. */
export interface Mended {
  kind?: ActivityIn["kind"];
  at?: string;
  direction?: "in" | "out" | null;
  /** Contacts taken out and put in by hand. */
  without?: string[];
  with?: { id: string; name: string }[];
}

/** What was read with what the person set right; the contact whose page it was written on takes part. */
export function mended(
  read: ActivityIn,
  changes: Mended,
  page: { contactId?: string; accountId?: string } = {},
): ActivityIn {
  const kept = (read.people ?? []).filter((one) => !changes.without?.includes(one.contact_id));
  const ids = new Set(kept.map((one) => one.contact_id));
  const added = [...(changes.with ?? []).map((one) => one.id), ...(page.contactId ? [page.contactId] : [])];
  const people = [
    ...kept,
    ...[...new Set(added)]
      .filter((id) => !ids.has(id))
      .map((id) => ({ contact_id: id, part: "with" as const })),
  ];
  return {
    ...read,
    kind: changes.kind ?? read.kind,
    at: changes.at ?? read.at,
    direction: changes.direction === undefined ? read.direction : changes.direction,
    account_id: read.account_id ?? page.accountId,
    people,
  };
}

/** A moment for a datetime-local box, in the reader's own time. */
export function localMoment(at: string): string {
  const moment = new Date(at);
  const shifted = new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000);
  return shifted.toISOString().slice(0, 16);
}

/** What such a box holds, as a moment; null while it is incomplete. */
export function momentOf(local: string): string | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(local)) return null;
  const moment = new Date(local);
  return Number.isNaN(moment.getTime()) ? null : moment.toISOString();
}
