import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { VoiceMannerOut } from "@/api/types.gen";
import { Segmented } from "@/components/Segmented";
import type { Listens } from "@/lib/sound/speechIn";
import type { Manner } from "./messages";

interface MannerChoiceProps {
  manners: readonly VoiceMannerOut[];
  value: Manner;
  onChange: (manner: Manner) => void;
  /** Where the browser would listen. */
  listens: Listens;
  agreed: boolean;
  onAgree: (agreed: boolean) => void;
}

/** Who listens and speaks, and where the sound goes: said before anything is said. */
export function MannerChoice({ manners, value, onChange, listens, agreed, onAgree }: MannerChoiceProps) {
  const { t } = useTranslation("voice");
  const id = useId();
  const chosen = manners.find((one) => one.manner === value);
  if (!chosen) return <p className="text-small text-soft">{t("manner.notHere")}</p>;
  const names = {
    listens: chosen.listens ?? t("manner.nobody"),
    speaks: chosen.speaks ?? t("manner.nobody"),
  };
  return (
    <div className="flex flex-col items-start gap-2 text-small">
      {manners.length > 1 && (
        <p aria-hidden className="text-body font-strong">
          {t("manner.label")}
        </p>
      )}
      {manners.length > 1 && (
        <Segmented
          label={t("manner.label")}
          choices={manners.map(({ manner }) => ({ value: manner, label: t(`manner.${manner}`) }))}
          value={value}
          onChange={onChange}
        />
      )}
      <p className="text-soft">
        {value === "browser" && listens === "not" ? t("manner.browserNot") : t(`manner.${value}Text`, names)}{" "}
        {value !== "browser" && chosen.leaves_machine && t("manner.leaves")}
        {value === "browser" && listens === "here" && t("manner.browserHere")}
      </p>
      {value === "browser" && listens === "away" && (
        <>
          <label className="flex items-start gap-2.5 touch:min-h-11">
            <input
              type="checkbox"
              className="mt-1"
              checked={agreed}
              aria-describedby={id}
              onChange={(event) => onAgree(event.target.checked)}
            />
            <span>{t("manner.browserAway")}</span>
          </label>
          <p id={id} className="text-soft">
            {!agreed && t("manner.away")}
          </p>
        </>
      )}
    </div>
  );
}
