import { useTranslation } from "react-i18next";
import type { Signal, Signals, VoiceReport } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { Figure } from "@/components/signals/figures";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";

const FIGURES = [
  "pace",
  "talk_ratio",
  "response",
  "hesitation",
  "fillers",
  "monologue",
  "interruptions",
  "interrupted",
  "pitch_variety",
] as const;

/** Under which name the figures of a call, written or spoken, show the same. */
const ABOVE = {
  pace: "pace",
  talk_ratio: "talk_ratio",
  response: "patience",
  hesitation: "hesitation",
  fillers: "fillers",
  monologue: "longest_monologue",
  interruptions: "interruptions",
} as const;

/** What a spoken call shows and a written one cannot; what was not observed is said, never counted as nothing. */
export function Sound({ voice, signals }: { voice: VoiceReport; signals: Signals | null | undefined }) {
  const { t } = useTranslation("voice");
  const units = useUnits();
  const format = useFormats();
  const value = (signal: Signal) =>
    signal.unit === "semitones"
      ? t("sound.semitones", { number: format.number(signal.value ?? 0, 1) })
      : units(signal.value ?? 0, signal.unit);
  // What the figures of the call have measured already is not told twice.
  const own = FIGURES.filter(
    (name) => !(name in ABOVE) || signals?.[ABOVE[name as keyof typeof ABOVE]].value == null,
  );
  const seen = own.filter((name) => voice.sound[name].value !== null);
  const unseen = own.filter((name) => voice.sound[name].value === null);
  return (
    <Section title={t("sound.title")} hint={t("sound.hint")}>
      <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2">
        {seen.map((name) => (
          <Figure
            key={name}
            label={t(`sound.names.${name}`)}
            value={value(voice.sound[name])}
            from={{
              definition: t(`sound.definitions.${name}`),
              sample: voice.sound[name].n ? t("sound.sample", { count: voice.sound[name].n }) : undefined,
            }}
          />
        ))}
      </div>
      {unseen.length > 0 && (
        <p className="mt-4 text-small text-soft">
          {t("sound.unmeasured", { names: unseen.map((name) => t(`sound.names.${name}`)).join(", ") })}
        </p>
      )}
      {voice.recording_status === "preparing" && (
        <p className="mt-4 text-small text-soft">{t("recording.preparing")}</p>
      )}
    </Section>
  );
}
