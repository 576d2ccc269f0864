import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ChatStatus } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** Words for a wait that the server reports, counting down; nothing where there is nothing worth saying. */
export function useWaitingWords(status: ChatStatus | null): string | null {
  const { t } = useTranslation("practice");
  const format = useFormats();
  const waited = useSecondsSince(status?.kind === "waiting" ? status : null);
  if (status?.kind === "waiting") {
    const seconds = secondsToWait(status.detail);
    if (seconds === null) return t("call.inLineOnly");
    const left = Math.round(seconds) - waited;
    return left > 0 ? t("call.inLine", { seconds: format.number(left) }) : t("call.inLineOnly");
  }
  if (status?.kind === "person") return t("call.person");
  return status?.kind === "retrying" ? t("call.retrying") : null;
}

/** "4 s" -> 4 */
export function secondsToWait(detail: string | null | undefined): number | null {
  const found = /\d+(\.\d+)?/.exec(detail ?? "");
  return found ? Math.max(1, Number(found[0])) : null;
}

/** Whole seconds since this status arrived. */
function useSecondsSince(status: ChatStatus | null): number {
  const [waited, setWaited] = useState(0);
  useEffect(() => {
    setWaited(0);
    if (!status) return;
    const since = Date.now();
    const timer = setInterval(() => setWaited(Math.floor((Date.now() - since) / 1000)), 250);
    return () => clearInterval(timer);
  }, [status]);
  return waited;
}
