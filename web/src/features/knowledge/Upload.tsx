import { LoaderCircle, Upload as UploadIcon } from "lucide-react";
import { type DragEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { knowledgeAddDocument } from "@/api/sdk.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { toast } from "@/components/Toast";
import { classes } from "@/lib/classes";
import { useRefresh } from "./useDocuments";

const KINDS = ".md,.markdown,.txt,.pdf,.docx,.html,.htm,.mht,.mhtml";

interface Sending {
  key: string;
  name: string;
  error?: unknown;
}

/** Takes documents by choosing or dropping them, one after the other, and says which did not work and why. */
export function Upload() {
  const { t } = useTranslation("knowledge");
  const chooser = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending[]>([]);
  const refresh = useRefresh();

  async function send(files: File[]) {
    const fresh = files.map((file) => ({ key: crypto.randomUUID(), name: file.name }));
    setSending((before) => [...before.filter((one) => !one.error), ...fresh]);
    for (const [place, file] of files.entries()) {
      const key = fresh[place]?.key;
      try {
        await knowledgeAddDocument({ body: { file }, throwOnError: true });
        setSending((before) => before.filter((one) => one.key !== key));
        toast(t("upload.done", { name: file.name }));
        await refresh();
      } catch (error) {
        setSending((before) => before.map((one) => (one.key === key ? { ...one, error } : one)));
      }
    }
  }

  function onDrop(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void send([...event.dataTransfer.files]);
  }

  return (
    <div className="mb-6">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: dropping is a shortcut, the button inside does the same */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
        className={classes(
          "flex flex-wrap items-center gap-x-4 gap-y-3 rounded-control border border-dashed px-5 py-4 transition-colors",
          over ? "border-accent bg-accent-wash" : "border-edge/70",
        )}
      >
        <Button onClick={() => chooser.current?.click()}>
          <UploadIcon aria-hidden />
          {t("upload.choose")}
        </Button>
        <p className="min-w-48 grow basis-0 text-small text-soft">{t("upload.kinds")}</p>
        <input
          ref={chooser}
          type="file"
          multiple
          accept={KINDS}
          aria-label={t("upload.choose")}
          className="hidden"
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = "";
          }}
        />
      </div>
      <div aria-live="polite">
        {sending.map((one) =>
          one.error ? (
            <div key={one.key} className="mt-4">
              <p className="mb-1 text-small text-soft">
                <bdi>{one.name}</bdi>
              </p>
              <ErrorState error={one.error} />
            </div>
          ) : (
            <p key={one.key} className="mt-3 flex items-center gap-2 text-small text-soft">
              <LoaderCircle aria-hidden className="size-4 animate-spin" />
              <span>{t("upload.sending", { name: one.name })}</span>
            </p>
          ),
        )}
      </div>
    </div>
  );
}
