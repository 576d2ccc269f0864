import { useTranslation } from "react-i18next";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { canChooseOutput } from "@/lib/sound/context";
import { LevelBar } from "./LevelBar";
import type { Microphone } from "./useMicrophone";

/** Which microphone hears the rep and which speaker the buyer comes from. */
export function Devices({ mic }: { mic: Microphone }) {
  const { t } = useTranslation("voice");
  const choices = (devices: Microphone["microphones"]) =>
    devices.map((one) => ({ value: one.id, label: one.label }));
  return (
    <div className="flex flex-col gap-4">
      <Field label={t("mic.label")} optional="unsaid">
        <Select
          none={t("mic.usual")}
          choices={choices(mic.microphones)}
          value={mic.microphone}
          onChange={(event) => mic.chooseMicrophone(event.target.value)}
        />
      </Field>
      {mic.stream && (
        <div className="-mt-2">
          <LevelBar mic={mic} className="h-1.5" />
          <p className="mt-1 text-small text-soft">{t("mic.sayHello")}</p>
        </div>
      )}
      {canChooseOutput() && mic.speakers.length > 0 && (
        <Field label={t("mic.speaker")} optional="unsaid">
          <Select
            none={t("mic.usual")}
            choices={choices(mic.speakers)}
            value={mic.speaker}
            onChange={(event) => mic.chooseSpeaker(event.target.value)}
          />
        </Field>
      )}
    </div>
  );
}
