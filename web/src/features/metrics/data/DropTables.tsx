import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Upload } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { ErrorState } from "@/components/ErrorState";
import { Meter } from "@/components/Meter";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { ACCEPT, refreshNumbers, sendTables } from "./sources";

/** Where tables are dropped or chosen; those sent together become one source. */
export function DropTables({ onLoaded }: { onLoaded: (source: string) => void }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const queryClient = useQueryClient();
  const id = useId();
  const [over, setOver] = useState(false);
  const [sent, setSent] = useState(0);
  const send = useMutation({
    mutationFn: (files: File[]) => sendTables(files, setSent),
    onSuccess: async (source) => {
      await refreshNumbers(queryClient);
      onLoaded(source.id);
    },
  });
  function take(files: File[]) {
    if (files.length === 0 || send.isPending) return;
    setSent(0);
    send.mutate(files);
  }
  function drop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    take([...event.dataTransfer.files]);
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is for the mouse; the button inside is for everybody
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
      className={classes(
        "rounded-large border border-dashed px-6 py-7 text-center transition-colors",
        over ? "border-accent bg-accent-wash" : "border-edge",
      )}
    >
      <input
        id={id}
        type="file"
        multiple
        accept={ACCEPT}
        disabled={send.isPending}
        aria-describedby={`${id}-hint`}
        className="peer sr-only"
        onChange={(event) => {
          take([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <label
        htmlFor={id}
        className="inline-flex min-h-9 items-center gap-2 rounded-control border border-edge/60 bg-surface px-3.5 font-strong peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent hover:border-edge hover:bg-sunken touch:min-h-11"
      >
        <Upload aria-hidden className="size-4" />
        {t("data.choose")}
      </label>
      <p className="mt-2 text-soft max-sm:hidden">{t("data.orDrop")}</p>
      <p id={`${id}-hint`} className="mt-3 text-small text-soft">
        {t("data.formats")}
      </p>
      {send.isPending && (
        <div className="mx-auto mt-5 max-w-sm text-start">
          <p role="status" className="mb-1 text-small text-soft">
            {sent < 1 ? t("data.sending", { share: format.percent(sent) }) : t("data.reading")}
          </p>
          <Meter label={t("data.progress")} text={format.percent(sent)} value={sent} />
        </div>
      )}
      {send.error && <ErrorState error={send.error} className="mx-auto mt-5 text-start" />}
    </div>
  );
}
