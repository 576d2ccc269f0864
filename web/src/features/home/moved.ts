import type { InsightItem } from "@/api/types.gen";

/** The pinned answer worth a look today: one that raised an alert, else the one that its last refresh moved most. */
export function movedMost(insights: readonly InsightItem[]): InsightItem | undefined {
  const size = (one: InsightItem) => Math.abs(one.moved?.change_pct ?? 0);
  const raised = insights
    .filter((one) => one.alert?.state === "raised")
    .sort((one, other) => (other.alert?.raised_at ?? "").localeCompare(one.alert?.raised_at ?? ""));
  const moved = insights.filter((one) => size(one) > 0).sort((one, other) => size(other) - size(one));
  return raised[0] ?? moved[0];
}
