import { CalendarClock, Hourglass, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { DealItem } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { dayAt } from "./days";
import { stillness } from "./stillness";

/** The one thing about an open deal that the eye should catch: a date gone by, silence, or what comes next. */
export function Waits({ deal, className }: { deal: DealItem; className?: string }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  if (deal.status !== "open") return null;
  if (deal.overdue && deal.close_on)
    return (
      <Line className={className} hue="text-bad" icon={<TriangleAlert aria-hidden />}>
        {t("waits.overdue", { day: format.shortDay(dayAt(deal.close_on)) })}
      </Line>
    );
  if (deal.next_meeting_at)
    return (
      <Line className={className} hue="text-soft" icon={<CalendarClock aria-hidden />}>
        {t("waits.meeting", { day: format.shortDay(deal.next_meeting_at) })}
      </Line>
    );
  const still = stillness(deal);
  if (still)
    return (
      <Line className={className} hue="text-warn" icon={<Hourglass aria-hidden />}>
        {still === "stage" && t("waits.stage", { count: deal.days_in_stage ?? 0 })}
        {still === "quiet" && t("waits.quiet", { ago: format.ago(deal.last_activity_at ?? "") })}
        {still === "nothing" && t("waits.nothing")}
      </Line>
    );
  return null;
}

function Line(props: { icon: ReactNode; hue: string; className?: string; children: ReactNode }) {
  return (
    <span
      className={classes(
        "flex items-center gap-1.5 text-small [&_svg]:size-3.5 [&_svg]:shrink-0",
        props.hue,
        props.className,
      )}
    >
      {props.icon}
      <span className="min-w-0 truncate">{props.children}</span>
    </span>
  );
}
