import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { type Listens, whereItListens } from "@/lib/sound/speechIn";
import { Check } from "../Check";
import type { Details } from "./details";

interface BrowserEarsProps {
  value: Details;
  onChange: (change: Partial<Details>) => void;
}

/** Where the server understands no speech: the browser may, and says first where the sound goes. */
export function BrowserEars({ value, onChange }: BrowserEarsProps) {
  const { t } = useTranslation("live");
  const [where, setWhere] = useState<Listens>("not");
  useEffect(() => {
    let here = true;
    void whereItListens(value.language).then((found) => here && setWhere(found));
    return () => {
      here = false;
    };
  }, [value.language]);
  if (where === "not") return <p className="max-w-prose text-small text-soft">{t("start.noWords")}</p>;
  return (
    <div className="flex max-w-prose flex-col gap-2">
      <p className="text-small text-soft">{t("start.browserWords")}</p>
      <Check
        label={t("start.browserAgree")}
        hint={t(where === "here" ? "start.browserLocal" : "start.browserAway")}
        checked={value.ears === where}
        onChange={(agreed) => onChange({ ears: agreed ? where : null })}
      />
    </div>
  );
}
