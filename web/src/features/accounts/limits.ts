import type { Limits, LimitsChange, Used } from "@/api/types.gen";

export type LimitName = keyof Limits;

/** The limits in the order shown, each with what has been used of it where that is known. */
export const LIMITS: readonly { name: LimitName; used?: keyof Used; money: boolean }[] = [
  { name: "practice_per_user_day", used: "practice_today_by_you", money: false },
  { name: "practice_per_tenant_day", used: "practice_today", money: false },
  { name: "questions_per_user_day", money: false },
  { name: "questions_per_tenant_day", money: false },
  { name: "spend_per_user_month", used: "spend_this_month_by_you", money: true },
  { name: "spend_per_tenant_month", used: "spend_this_month", money: true },
];

/** A limit as typed, or null when it is no number of zero or more (whole, unless it is money). */
export function amount(typed: string, money: boolean): number | null {
  const text = typed.trim().replace(",", ".");
  const pattern = money ? /^\d{1,7}(\.\d{1,2})?$/ : /^\d{1,7}$/;
  return pattern.test(text) ? Number(text) : null;
}

/** Only what was changed; an emptied field (null) goes back to this server's default. */
export function limitsChange(
  values: Record<LimitName, string>,
  changed: Partial<Record<LimitName, boolean>>,
): LimitsChange {
  return Object.fromEntries(
    LIMITS.filter(({ name }) => changed[name]).map(({ name, money }) => [name, amount(values[name], money)]),
  );
}
