import { ArrowDownLeft, ArrowUpRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { Engagement } from "@/api/types.gen";
import { useFormats } from "@/lib/format";
import { Bars } from "./Bars";

/** How much somebody was in touch, week by week, and who wrote or spoke last. */
export function Touches({ name, engagement }: { name: string; engagement: Engagement }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const { weeks, last_in_at, last_out_at } = engagement;
  const touched = weeks.reduce((sum, week) => sum + week, 0);
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-0.5 text-small text-soft">
      {touched > 0 && (
        <Bars values={weeks} text={t("people.touches", { name, count: touched, weeks: weeks.length })} />
      )}
      {last_in_at ? (
        <span className="inline-flex items-center gap-1">
          <ArrowDownLeft aria-hidden className="directional size-3.5" />
          {t("people.lastIn", { ago: format.ago(last_in_at) })}
        </span>
      ) : (
        <span>{t("people.neverIn")}</span>
      )}
      {last_out_at && (!last_in_at || last_out_at > last_in_at) && (
        <span className="inline-flex items-center gap-1">
          <ArrowUpRight aria-hidden className="directional size-3.5" />
          {t("people.lastOut", { ago: format.ago(last_out_at) })}
        </span>
      )}
    </div>
  );
}
