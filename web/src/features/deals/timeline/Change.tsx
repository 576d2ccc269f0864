import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { TimelineItem } from "@/api/types.gen";
import { useFormats } from "@/lib/format";
import { dayAt } from "../days";

/** A change of one field of the deal, from what to what. */
export function Change({ item }: { item: TimelineItem }) {
  const { t } = useTranslation("deals");
  const say = useValues(item);
  return (
    <p className="flex flex-wrap items-baseline gap-x-2 text-soft">
      <span>{t(`fields.${item.field ?? "stage"}`)}</span>
      {item.before != null && (
        <>
          <bdi className="line-through decoration-line">{say(item.before)}</bdi>
          <ArrowRight aria-hidden className="directional size-3.5 self-center" />
        </>
      )}
      <bdi className="text-ink">{item.after == null ? t("timeline.emptied") : say(item.after)}</bdi>
      {item.user && (
        <span className="text-small">
          <bdi>{item.user.name}</bdi>
        </span>
      )}
    </p>
  );
}

/** Values of changes are kept as text; this writes them as the reader's language does. */
function useValues({ field }: TimelineItem): (value: string) => string {
  const { t } = useTranslation("deals");
  const format = useFormats();
  return (value) => {
    if (field === "status" && (value === "open" || value === "won" || value === "lost"))
      return t(`statuses.${value}`);
    if (field === "amount" && Number.isFinite(Number(value))) return format.number(Number(value));
    if (field === "discount" && Number.isFinite(Number(value))) return format.percent(Number(value), 1);
    if (field === "close_on" && /^\d{4}-\d\d-\d\d$/.test(value)) return format.day(dayAt(value));
    return value;
  };
}
