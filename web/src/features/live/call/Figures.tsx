import { useTranslation } from "react-i18next";
import { useFormats } from "@/lib/format";
import type { LiveSignals } from "../session/messages";

/** Four small figures that never shout. */
export function Figures({ signals, mine }: { signals: LiveSignals | null; mine: boolean }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const none = t("signals.none");
  const figures: [string, string, string?][] = [
    [
      t(mine ? "signals.share" : "signals.shareOf"),
      signals?.talk_ratio != null ? format.percent(signals.talk_ratio) : none,
      t("signals.shareDefinition"),
    ],
    [
      t("signals.run"),
      signals?.monologue != null
        ? t("signals.seconds", { value: format.number(Math.round(signals.monologue)) })
        : none,
    ],
    [t("signals.questions"), signals ? format.number(signals.questions) : none],
    [t("signals.pace"), signals?.pace != null ? format.number(Math.round(signals.pace)) : none],
  ];
  return (
    <dl aria-label={t("signals.label")} className="grid grid-cols-2 gap-x-4 gap-y-2 @sm:grid-cols-4">
      {figures.map(([name, value, definition]) => (
        <div key={name} title={definition}>
          <dt className="text-small text-soft">{name}</dt>
          <dd className="tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
