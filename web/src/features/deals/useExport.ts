import { useTranslation } from "react-i18next";
import { dealsExportRecords } from "@/api/sdk.gen";
import { toast } from "@/components/Toast";
import { saveFile } from "@/lib/save-file";
import { asDay } from "./days";

type Kind = "deals" | "contacts" | "accounts" | "activities";

/** Saves all records of one kind as a CSV file. */
export function useExport(): (kind: Kind) => Promise<void> {
  const { t } = useTranslation("deals");
  return async (kind) => {
    try {
      const { data } = await dealsExportRecords({ query: { kind }, parseAs: "blob", throwOnError: true });
      saveFile(data as unknown as Blob, `${asDay(new Date())} ${kind}.csv`);
    } catch {
      toast(t("actions.exportFailed"), { kind: "trouble" });
    }
  };
}
