import type { DealItem } from "@/api/types.gen";

const DAY_MS = 86_400_000;
/** A contact as long ago as this is no longer what keeps a deal moving. */
const RECENT_DAYS = 14;

type Moved = Pick<DealItem, "stale" | "last_activity_at" | "days_in_stage" | "stage_norm">;

/** In which way a stale deal stands still: nobody was in touch, ever or lately, or it is long in its stage. */
export function stillness(deal: Moved, now: Date = new Date()): "nothing" | "quiet" | "stage" | null {
  if (!deal.stale) return null;
  if (!deal.last_activity_at) return "nothing";
  const days = (now.getTime() - Date.parse(deal.last_activity_at)) / DAY_MS;
  const upper = deal.stage_norm?.upper;
  const long = upper != null && deal.days_in_stage != null && deal.days_in_stage > upper;
  return long && days <= RECENT_DAYS ? "stage" : "quiet";
}
