import { useQuery } from "@tanstack/react-query";
import { dealsGetActivityOptions } from "@/api/@tanstack/react-query.gen";
import type { TimelineItem } from "@/api/types.gen";

/** The text of an activity: as the timeline has it, and in full once somebody wants to read all of a long one. */
export function useWholeText(item: TimelineItem, wanted: boolean): string {
  const whole = useQuery({
    ...dealsGetActivityOptions({ path: { activity_id: item.id } }),
    enabled: wanted && item.cut === true,
  });
  return whole.data?.text ?? item.text ?? "";
}
