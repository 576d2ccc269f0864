import { useTranslation } from "react-i18next";
import type { ChatStatus } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** Words for a wait that the server reports; nothing where there is nothing worth saying. */
export function useWaitingWords(status: ChatStatus | null): string | null {
  const { t } = useTranslation("practice");
  const format = useFormats();
  if (status?.kind === "waiting") {
    const seconds = Number.parseFloat(/\d+(\.\d+)?/.exec(status.detail ?? "")?.[0] ?? "");
    return Number.isFinite(seconds)
      ? t("call.inLine", { seconds: format.number(Math.max(1, Math.round(seconds))) })
      : t("call.inLineOnly");
  }
  return status?.kind === "retrying" ? t("call.retrying") : null;
}
