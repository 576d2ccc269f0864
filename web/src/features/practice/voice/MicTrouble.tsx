import { MicOff } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { Microphone } from "./useMicrophone";

/** Why nobody hears the rep, and what helps. */
export function MicTrouble({ mic }: { mic: Microphone }) {
  const { t } = useTranslation("voice");
  if (!mic.problem) return null;
  return (
    <div role="alert" className="flex gap-3 rounded-control bg-warn-wash px-4 py-3">
      <MicOff aria-hidden className="mt-1 size-4 shrink-0 text-warn" />
      <div className="min-w-0">
        <p className="font-strong">{t(`mic.${mic.problem}`)}</p>
        <p className="mt-0.5 text-small">{t(`mic.${mic.problem}Text`)}</p>
        {mic.problem !== "insecure" && (
          <Button size="small" busy={mic.asking} onClick={() => void mic.open()} className="mt-2">
            {t("mic.again")}
          </Button>
        )}
      </div>
    </div>
  );
}
