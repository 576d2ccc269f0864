import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DropZone } from "@/components/DropZone";
import { ErrorState } from "@/components/ErrorState";
import { Meter } from "@/components/Meter";
import { useFormats } from "@/lib/format";
import { ACCEPT, refreshNumbers, sendTables } from "./sources";

/** Where tables are dropped or chosen; those sent together become one source. */
export function DropTables({ onLoaded }: { onLoaded: (source: string) => void }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const queryClient = useQueryClient();
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: (files: File[]) => sendTables(files, setSent),
    onSuccess: async (source) => {
      await refreshNumbers(queryClient);
      onLoaded(source.id);
    },
  });
  return (
    <DropZone
      accept={ACCEPT}
      choose={t("data.choose")}
      orDrop={t("data.orDrop")}
      hint={t("data.formats")}
      disabled={send.isPending}
      onFiles={(files) => {
        setSent(0);
        send.mutate(files);
      }}
    >
      {send.isPending && (
        <div className="mx-auto mt-5 max-w-sm text-start">
          <p role="status" className="mb-1 text-small text-soft">
            {sent < 1 ? t("data.sending", { share: format.percent(sent) }) : t("data.reading")}
          </p>
          <Meter label={t("data.progress")} text={format.percent(sent)} value={sent} />
        </div>
      )}
      {send.error && <ErrorState error={send.error} className="mx-auto mt-5 text-start" />}
    </DropZone>
  );
}
