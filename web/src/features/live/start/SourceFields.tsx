import { useTranslation } from "react-i18next";
import { Field, Input } from "@/components/Field";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { useDevices } from "../capture/useDevices";
import { type Details, inMeeting } from "./details";

interface SourceFieldsProps {
  value: Details;
  onChange: (change: Partial<Details>) => void;
}

/** What only the chosen source wants to know. */
export function SourceFields({ value, onChange }: SourceFieldsProps) {
  if (value.source === "browser") return <InBrowser value={value} onChange={onChange} />;
  if (value.source === "twilio") return <ByTelephone value={value} onChange={onChange} />;
  if (inMeeting(value.source)) return <InMeeting value={value} onChange={onChange} />;
  return null;
}

function InBrowser({ value, onChange }: SourceFieldsProps) {
  const { t } = useTranslation("live");
  const microphones = useDevices("audioinput");
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p aria-hidden className="mb-1.5 font-strong">
          {t("start.sides")}
        </p>
        <Segmented
          label={t("start.sides")}
          choices={[
            { value: "both", label: t("start.both") },
            { value: "microphone", label: t("start.microphoneOnly") },
          ]}
          value={value.share ? "both" : "microphone"}
          onChange={(sides) => onChange({ share: sides === "both" })}
        />
        <p className="mt-2 max-w-prose text-small text-soft">
          {t(value.share ? "start.bothText" : "start.microphoneOnlyText")}
        </p>
      </div>
      {microphones.length > 0 && (
        <Field label={t("start.microphone")} optional="unsaid" className="max-w-sm">
          <Select
            none={t("start.microphoneDefault")}
            choices={microphones.map((device) => ({ value: device.deviceId, label: device.label }))}
            value={value.microphone}
            onChange={(event) => onChange({ microphone: event.target.value })}
          />
        </Field>
      )}
    </div>
  );
}

function InMeeting({ value, onChange }: SourceFieldsProps) {
  const { t } = useTranslation("live");
  const bot = value.source === "recall";
  return (
    <div className="grid gap-5 sm:grid-cols-2">
      <Field label={t(bot ? "start.meeting" : "start.meetingId")} optional={bot ? undefined : true}>
        <Input
          dir="ltr"
          type={bot ? "url" : "text"}
          required={bot}
          maxLength={500}
          value={value.meeting}
          onChange={(event) => onChange({ meeting: event.target.value })}
        />
      </Field>
      <Field label={t("start.me")} hint={t("start.meText")} optional>
        <Input
          maxLength={120}
          value={value.repName}
          onChange={(event) => onChange({ repName: event.target.value })}
        />
      </Field>
    </div>
  );
}

function ByTelephone({ value, onChange }: SourceFieldsProps) {
  const { t } = useTranslation("live");
  return (
    <div className="flex flex-col gap-5">
      <div>
        <p aria-hidden className="mb-1.5 font-strong">
          {t("start.dialled")}
        </p>
        <Segmented
          label={t("start.dialled")}
          choices={[
            { value: "me", label: t("start.dialledMe") },
            { value: "twilio", label: t("start.dialledTwilio") },
          ]}
          value={value.repDialled ? "me" : "twilio"}
          onChange={(who) => onChange({ repDialled: who === "me" })}
        />
      </div>
      <Field label={t("start.dial")} hint={t("start.dialText")} optional className="max-w-sm">
        <Input
          dir="ltr"
          type="tel"
          maxLength={24}
          value={value.dial}
          onChange={(event) => onChange({ dial: event.target.value })}
        />
      </Field>
    </div>
  );
}
