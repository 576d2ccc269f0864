import { useTranslation } from "react-i18next";
import type { ChannelCount } from "@/api/types.gen";
import { BarRow } from "./BarRow";
import { Picture } from "./Charts";

/** By channel: how often they began, how often we did, and how many of ours they answered. */
export function ChannelChart({ channels }: { channels: readonly ChannelCount[] }) {
  const { t } = useTranslation("persona");
  const most = Math.max(0, ...channels.flatMap((one) => [one.by_them, one.by_us]));
  return (
    <Picture title={t("charts.channels")} text={most > 0 ? t("charts.channelsText") : t("charts.none")}>
      <div className="flex flex-col gap-3">
        {channels.map(({ channel, by_them, by_us, answered }) => (
          <div key={channel}>
            <p className="mb-0.5 text-small">{t(`charts.channel.${channel}`)}</p>
            <dl className="flex flex-col gap-1">
              <BarRow label={t("charts.them")} value={by_them} most={most} />
              <BarRow
                label={channel === "meeting" ? t("charts.together") : t("charts.us")}
                value={by_us}
                most={most}
                looks="us"
                note={answered != null && by_us > 0 ? t("charts.answered", { count: answered }) : undefined}
              />
            </dl>
          </div>
        ))}
      </div>
    </Picture>
  );
}
