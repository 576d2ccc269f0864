import type { DealIn, DealItem, DealPatch } from "@/api/types.gen";

/** A deal as its form holds it: text as it was typed. */
export interface DealForm {
  name: string;
  account: { id: string; name: string } | null;
  stage: string;
  amount: string;
  currency: string;
  discount: string;
  close_on: string;
  next_step: string;
  product: string;
  lead_source: string;
}

type Known = DealItem & { next_step?: string | null; product?: string | null; lead_source?: string | null };

export function formOf(deal: Known | null, currency = "USD"): DealForm {
  return {
    name: deal?.name ?? "",
    account: deal?.account ?? null,
    stage: deal?.stage ?? "",
    amount: deal?.amount == null ? "" : String(deal.amount),
    currency: deal?.currency ?? (deal ? "" : currency),
    discount: deal?.discount == null ? "" : String(Math.round(deal.discount * 1000) / 10),
    close_on: deal?.close_on ?? "",
    next_step: deal?.next_step ?? "",
    product: deal?.product ?? "",
    lead_source: deal?.lead_source ?? "",
  };
}

/** What the form says, as the server takes it; a sum without a number is none, and so is its currency. */
export function bodyOf(form: DealForm): DealIn {
  const amount = numberIn(form.amount);
  const percent = numberIn(form.discount);
  return {
    name: form.name.trim(),
    account_id: form.account?.id ?? null,
    stage: form.stage || undefined,
    amount,
    currency: amount === null ? null : form.currency.trim().toUpperCase() || null,
    discount: percent === null ? null : Math.round(percent * 1000) / 100_000,
    close_on: form.close_on || null,
    next_step: form.next_step.trim() || null,
    product: form.product.trim() || null,
    lead_source: form.lead_source.trim() || null,
  };
}

/** Only what differs from what was there, so that two people may edit different fields at once. */
export function changesOf(before: DealForm, after: DealForm): DealPatch {
  const [old, now] = [bodyOf(before), bodyOf(after)];
  return Object.fromEntries(
    Object.entries(now).filter(([name, value]) => value !== old[name as keyof DealIn]),
  ) as DealPatch;
}

/** "12,500.50" or "12 500" -> a number; null for what is none. A lone comma with two digits behind it is a point. */
export function numberIn(typed: string): number | null {
  const text = typed.trim().replace(/[\s\u00a0\u202f']/g, "");
  if (text === "") return null;
  const plain = /^-?\d+,\d{1,2}$/.test(text) ? text.replace(",", ".") : text.replace(/,/g, "");
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : null;
}

/** Whether what was typed for a number is one, or nothing. */
export function isNumberOrEmpty(typed: string): boolean {
  return typed.trim() === "" || numberIn(typed) !== null;
}
