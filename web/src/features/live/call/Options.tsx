import { Volume2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field } from "@/components/Field";
import { Segmented } from "@/components/Segmented";
import { Select } from "@/components/Select";
import { AMOUNTS } from "../amounts";
import { Check } from "../Check";
import { useCapture } from "../capture/captures";
import { useDevices } from "../capture/useDevices";
import { say } from "../earpiece/play";
import { changeEarpiece, useEarpiece } from "../earpiece/settings";
import type { LiveSession } from "../session/LiveSession";
import { useSnapshot } from "../session/useLive";

/** What the rep can turn during the call. */
export function Options({ session }: { session: LiveSession }) {
  const { t } = useTranslation("live");
  const { view } = useSnapshot(session);
  const amount = view.state?.amount ?? "normal";
  return (
    <div className="mt-4 flex flex-col gap-6">
      <div>
        <p aria-hidden className="mb-1.5 font-strong">
          {t("options.amount")}
        </p>
        <Segmented
          label={t("options.amount")}
          choices={AMOUNTS.map((value) => ({ value, label: t(`amounts.${value}`) }))}
          value={amount}
          onChange={(value) => session.wish({ amount: value })}
        />
      </div>
      <EarpieceOptions language={view.state?.language ?? "en"} />
      <Check
        label={t("options.listening")}
        hint={t("start.listeningText")}
        checked={view.state?.listening ?? false}
        onChange={(listening) => session.wish({ listening })}
      />
    </div>
  );
}

function EarpieceOptions({ language }: { language: "en" | "he" }) {
  const { t } = useTranslation("live");
  const settings = useEarpiece();
  const outputs = useDevices("audiooutput");
  const screen = useCapture()?.sound.surface === "monitor";
  return (
    <div className="flex flex-col gap-3">
      <Check
        label={t("options.earpiece")}
        hint={screen ? t("trouble.screen") : t("options.earpieceText")}
        checked={settings.on}
        onChange={(on) => changeEarpiece({ on })}
      />
      {settings.on && (
        <div className="flex flex-col gap-3 ps-6.5">
          <Field label={t("options.output")} hint={t("options.outputVoice")} optional="unsaid">
            <Select
              none={t("options.outputDefault")}
              choices={outputs.map((device) => ({ value: device.deviceId, label: device.label }))}
              value={settings.output}
              onChange={(event) => changeEarpiece({ output: event.target.value })}
            />
          </Field>
          <Check
            label={t("options.earpieceAgree")}
            hint={t("options.earpieceBrowser")}
            checked={settings.agreed}
            onChange={(agreed) => changeEarpiece({ agreed })}
          />
          <div>
            <Button
              size="small"
              onClick={() => void say({ text: t("options.tryText"), language, wav: null }, settings)}
            >
              <Volume2 aria-hidden />
              {t("options.try")}
            </Button>
          </div>
        </div>
      )}
    </div>
  );
}
