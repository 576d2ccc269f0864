import { useTranslation } from "react-i18next";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { Timer } from "../call/Figures";
import type { VoiceState } from "./state";

/** How the rep sounds so far; nothing here judges it, and what cannot be said yet is not. */
export function VoiceFigures({ state }: { state: VoiceState }) {
  const { t } = useTranslation(["voice", "practice"]);
  const format = useFormats();
  const { signals, side } = state;
  const share = signals?.talk_ratio ?? null;
  const shareText = share === null ? t("signals.notYet") : format.percent(share);
  const rows: [string, string | null][] = [
    [t("practice:call.questions"), format.number(side.questions)],
    [t("signals.pace"), shown(signals?.pace, (value) => t("signals.paceValue", { n: format.number(value) }))],
    [
      t("signals.response"),
      shown(signals?.response, (value) =>
        value < 0 ? t("signals.early") : t("signals.seconds", { n: format.number(value, 1) }),
      ),
    ],
    [
      t("signals.fillers"),
      shown(signals?.fillers, (value) => t("signals.fillersValue", { n: format.number(value, 1) })),
    ],
    [t("signals.hesitation"), shown(signals?.hesitation, (value) => format.percent(value))],
    [
      t("signals.monologue"),
      shown(signals?.monologue, (value) => t("signals.seconds", { n: format.number(value) })),
    ],
  ];
  return (
    <dl className="flex flex-col gap-4">
      <div>
        <dt className="text-small text-soft">{t("practice:call.time")}</dt>
        <dd className="text-title">
          <Timer state={state} />
        </dd>
      </div>
      <div>
        <dt className="text-small text-soft">{t("signals.talk")}</dt>
        <dd className="tabular-nums">
          {shareText}
          <Meter label={t("signals.talk")} text={shareText} value={share ?? 0} className="mt-1" />
        </dd>
      </div>
      {rows.map(([name, value]) => (
        <div key={name} className="-mb-2.5 flex items-baseline justify-between gap-3 text-small">
          <dt className="text-soft">{name}</dt>
          <dd className={value === null ? "text-soft" : "tabular-nums"}>{value ?? t("signals.notYet")}</dd>
        </div>
      ))}
    </dl>
  );
}

function shown(value: number | null | undefined, words: (value: number) => string): string | null {
  return value == null ? null : words(value);
}
