import { useTranslation } from "react-i18next";
import { DropZone as Zone } from "@/components/DropZone";
import { useSize } from "../size";
import { ACCEPT } from "./files";

/** Where recordings and transcripts are dropped or chosen; says what may come and how large. */
export function DropZone({ limit, onFiles }: { limit: number | null; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation("calls");
  const size = useSize();
  return (
    <Zone
      accept={ACCEPT}
      choose={t("add.choose")}
      orDrop={t("add.orDrop")}
      hint={
        <>
          {t("add.formats")} {limit !== null && t("add.limit", { size: size(limit) })}
        </>
      }
      onFiles={onFiles}
    />
  );
}
