import { FileText } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field, TextArea } from "@/components/Field";
import { readText } from "./readText";

export interface Pasted {
  text: string;
  /** Of the file it was read from, which helps to tell its format. */
  filename?: string;
}

/** A transcript, pasted or read from a file. */
export function TranscriptInput({ value, onChange }: { value: Pasted; onChange: (value: Pasted) => void }) {
  const { t } = useTranslation("calls");
  const id = useId();
  const [error, setError] = useState<string>();
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      onChange({ text: await readText(file), filename: file.name });
      setError(undefined);
    } catch {
      setError(t("add.unreadable", { name: file.name }));
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={t("add.transcript")} hint={t("add.transcriptHint")} error={error} optional="unsaid">
        <TextArea
          rows={8}
          placeholder={t("add.transcriptExample")}
          value={value.text}
          onChange={(event) => onChange({ text: event.target.value })}
          className="max-h-[40vh]"
        />
      </Field>
      <div className="flex flex-wrap items-center gap-3">
        <Button asChild size="small">
          <label htmlFor={id} className="focus-within:outline-2 focus-within:outline-accent">
            <FileText aria-hidden />
            {t("add.transcriptFile")}
            <input
              id={id}
              type="file"
              accept=".txt,.vtt,.srt,.json,.csv,.tsv,.md,text/*,application/json"
              className="sr-only"
              onChange={(event) => {
                void read(event.target.files?.[0]);
                event.target.value = "";
              }}
            />
          </label>
        </Button>
        {value.filename && <bdi className="text-small text-soft">{value.filename}</bdi>}
      </div>
    </div>
  );
}
