import { Upload } from "lucide-react";
import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { useSize } from "../size";
import { ACCEPT } from "./files";

/** Where files are dropped or chosen; says what may come and how large. */
export function DropZone({ limit, onFiles }: { limit: number | null; onFiles: (files: File[]) => void }) {
  const { t } = useTranslation("calls");
  const size = useSize();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    onFiles([...event.dataTransfer.files]);
  };
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
        "rounded-large border border-dashed px-6 py-8 text-center transition-colors",
        over ? "border-accent bg-accent-wash" : "border-edge",
      )}
    >
      <input
        id={id}
        type="file"
        multiple
        accept={ACCEPT}
        aria-describedby={`${id}-hint`}
        className="peer sr-only"
        onChange={(event) => {
          onFiles([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <label
        htmlFor={id}
        className="inline-flex min-h-9 items-center gap-2 rounded-control border border-edge/60 bg-surface px-3.5 font-strong peer-focus-visible:outline-2 peer-focus-visible:outline-offset-2 peer-focus-visible:outline-accent hover:border-edge hover:bg-sunken touch:min-h-11"
      >
        <Upload aria-hidden className="size-4" />
        {t("add.choose")}
      </label>
      <p className="mt-2 text-soft max-sm:hidden">{t("add.orDrop")}</p>
      <p id={`${id}-hint`} className="mt-3 text-small text-soft">
        {t("add.formats")} {limit !== null && t("add.limit", { size: size(limit) })}
      </p>
    </div>
  );
}
