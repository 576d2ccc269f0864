import { useQuery } from "@tanstack/react-query";
import { AudioLines, FileText, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { useSize } from "../size";
import type { Sorted } from "./files";
import { arrived } from "./transport";

/** The files that will go up, and those that cannot, each with the reason. */
export function Chosen({
  files,
  limit,
  onChange,
}: {
  files: Sorted;
  limit: number | null;
  onChange: (files: Sorted) => void;
}) {
  const { t } = useTranslation(["calls", "common"]);
  const size = useSize();
  const without = (gone: File) =>
    onChange({
      refused: [],
      recordings: files.recordings.filter((file) => file !== gone),
      transcript: files.transcript === gone ? null : files.transcript,
    });
  const all = [...files.recordings, ...(files.transcript ? [files.transcript] : [])];
  return (
    <>
      {all.length > 0 && (
        <ul aria-label={t("add.chosen")}>
          {all.map((file) => {
            const Icon = file === files.transcript ? FileText : AudioLines;
            return (
              <li
                key={`${file.name}-${file.size}`}
                className="flex flex-wrap items-center gap-x-3 border-b border-line py-1.5 last:border-0"
              >
                <Icon aria-hidden className="size-4 shrink-0 text-soft" />
                <bdi className="min-w-0 grow truncate">{file.name}</bdi>
                <span className="text-small whitespace-nowrap text-soft">{size(file.size)}</span>
                <IconButton label={t("add.removeFile", { name: file.name })} onClick={() => without(file)}>
                  <X aria-hidden />
                </IconButton>
                {file !== files.transcript && <Earlier file={file} />}
              </li>
            );
          })}
        </ul>
      )}
      {files.refused.length > 0 && (
        <ul role="alert" className="flex flex-col gap-1 border-s-2 border-bad ps-4 text-small">
          {files.refused.map(({ name, why }) => (
            <li key={name}>
              <bdi className="font-strong">{name}</bdi>:{" "}
              {t(`add.refused.${why}`, { size: limit === null ? "" : size(limit) })}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

/** What of this file is on the server from a try before; the rest follows, unless the person wants it sent anew. */
function Earlier({ file }: { file: File }) {
  const { t } = useTranslation("calls");
  const size = useSize();
  const before = useQuery({
    queryKey: ["arrived", file.name, file.size, file.lastModified],
    queryFn: () => arrived(file),
    gcTime: 0,
  });
  if (!before.data) return null;
  const { bytes, drop } = before.data;
  return (
    <p role="status" className="flex basis-full flex-wrap items-center gap-x-3 ps-7 text-small text-soft">
      {t("add.arrived", { sent: size(bytes), size: size(file.size) })}
      <Button kind="quiet" size="small" onClick={() => void drop().then(() => before.refetch())}>
        {t("add.startOver")}
      </Button>
    </p>
  );
}
