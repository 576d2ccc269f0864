import { useTranslation } from "react-i18next";
import type { CallSound } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { Figure } from "@/components/signals/figures";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";
import { SoundNotes } from "./SoundNotes";

const FIGURES = [
  "talk_ratio",
  "longest_monologue",
  "interruptions",
  "interruptions_by_customer",
  "patience",
  "pauses",
  "silences",
  "switches_per_minute",
  "overlap",
] as const;

/** What was heard in the recording itself, before any word was understood. */
export function Sound({ sound }: { sound: CallSound }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const units = useUnits();
  const seen = FIGURES.flatMap((name) => {
    const figure = sound.signals?.[name];
    return figure?.value != null ? [{ name, value: figure.value, unit: figure.unit }] : [];
  });
  return (
    <Section title={t("sound.title")} hint={t("sound.hint")}>
      <SoundNotes sound={sound} />
      <div className="grid gap-x-10 gap-y-2 sm:grid-cols-2">
        {sound.channels.map((channel) => (
          <Figure
            key={channel.index}
            label={
              channel.role
                ? t(channel.role === "rep" ? "speakers.rep" : "speakers.customer")
                : t("sound.channel", { n: format.number(channel.index + 1) })
            }
            value={[
              format.clock(channel.talk_s),
              channel.share == null ? "–" : format.percent(channel.share),
            ].join(" · ")}
            from={{ definition: t("sound.talkDefinition"), sample: format.clock(sound.duration_s) }}
          />
        ))}
        {seen.map(({ name, value, unit }) => (
          <Figure
            key={name}
            label={t(`sound.names.${name}`)}
            value={units(value, unit)}
            from={{
              definition: t(`sound.definitions.${name}`),
              sample: t("sound.sample", { time: format.clock(sound.duration_s) }),
            }}
          />
        ))}
      </div>
    </Section>
  );
}
