import { Link } from "@tanstack/react-router";
import { BellRing, Eye, MessageSquare, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { InsightItem } from "@/api/types.gen";
import { directionOf } from "@/i18n";
import { useFormats } from "@/lib/format";

/** A pinned answer among others: its question, its number, one sentence. */
export function Card({ insight }: { insight: InsightItem }) {
  const { t } = useTranslation("insights");
  const format = useFormats();
  const { alert } = insight;
  return (
    <li className="relative flex flex-col rounded-large border border-line bg-surface p-4 hover:border-edge">
      <h2 className="text-small text-soft">
        <Link
          to="/numbers/insights/$insightId"
          params={{ insightId: insight.id }}
          className="after:absolute after:inset-0 after:rounded-large"
        >
          <bdi className="line-clamp-2">{insight.title}</bdi>
        </Link>
      </h2>
      {insight.headline && (
        <bdi className="mt-1 block text-display font-strong tabular-nums max-md:text-title">
          {insight.headline.text}
        </bdi>
      )}
      <p className="mt-1 mb-4 line-clamp-3">
        <bdi lang={insight.language} dir={directionOf(insight.language)}>
          {insight.text}
        </bdi>
      </p>
      <ul className="mt-auto flex flex-wrap gap-x-4 gap-y-1 text-small text-soft [&_svg]:size-4 [&>li]:flex [&>li]:items-center [&>li]:gap-1.5">
        <li>{t("asOf", { ago: format.ago(insight.refreshed_at) })}</li>
        {insight.shared && (
          <li>
            <Users aria-hidden />
            {insight.mine ? t("isShared") : t("by", { name: insight.by ?? t("talk.gone") })}
          </li>
        )}
        {insight.comments > 0 && (
          <li>
            <MessageSquare aria-hidden />
            {t("comments", { count: insight.comments })}
          </li>
        )}
        {alert && (
          <li className={alert.state === "raised" ? "text-warn" : ""}>
            {alert.state === "raised" ? <BellRing aria-hidden /> : <Eye aria-hidden />}
            {t(alert.state === "raised" ? "raised" : "watching")}
          </li>
        )}
      </ul>
    </li>
  );
}
