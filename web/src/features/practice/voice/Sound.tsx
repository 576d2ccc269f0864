import { useTranslation } from "react-i18next";
import type { Signal, VoiceReport } from "@/api/types.gen";
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

/** What a spoken call shows and a written one cannot; what was not observed is said, never counted as nothing. */
export function Sound({ voice }: { voice: VoiceReport }) {
  const { t } = useTranslation("voice");
  const units = useUnits();
  const format = useFormats();
  const value = (signal: Signal) =>
    signal.unit === "semitones"
      ? t("sound.semitones", { number: format.number(signal.value ?? 0, 1) })
      : units(signal.value ?? 0, signal.unit);
  const seen = FIGURES.filter((name) => voice.sound[name].value !== null);
  const unseen = FIGURES.filter((name) => voice.sound[name].value === null);
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
