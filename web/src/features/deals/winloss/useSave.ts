import { useTranslation } from "react-i18next";
import { dealsExportWinLoss } from "@/api/sdk.gen";
import type { WinLossIn } from "@/api/types.gen";
import { toast } from "@/components/Toast";
import { saveFile } from "@/lib/save-file";
import { asDay } from "../days";
import { useLanguage } from "./useWinLoss";

/** Saves an explanation as a file. */
export function useSave(asked: WinLossIn): (format: "csv" | "markdown") => Promise<void> {
  const { t } = useTranslation("winLoss");
  const language = useLanguage();
  return async (format) => {
    try {
      const { data } = await dealsExportWinLoss({
        body: { ...asked, language },
        query: { format },
        parseAs: "blob",
        throwOnError: true,
      });
      saveFile(data as unknown as Blob, `${asDay(new Date())} win-loss.${format === "csv" ? "csv" : "md"}`);
    } catch {
      toast(t("export.failed"), { kind: "trouble" });
    }
  };
}
