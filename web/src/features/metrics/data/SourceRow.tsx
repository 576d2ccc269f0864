import { useMutation, useQueryClient } from "@tanstack/react-query";
import {
  ChevronDown,
  Database,
  FileSpreadsheet,
  FlaskConical,
  LoaderCircle,
  RotateCw,
  Sprout,
  Trash2,
  TriangleAlert,
} from "lucide-react";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { metricsDeleteSourceMutation, metricsRefreshSourceMutation } from "@/api/@tanstack/react-query.gen";
import type { SourceItem } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { ErrorState } from "@/components/ErrorState";
import { toast } from "@/components/Toast";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { LoadReport } from "./LoadReport";
import { ACCEPT, isUnderWay, refreshNumbers, sendTables } from "./sources";

const ICONS = { files: FileSpreadsheet, connection: Database, own: Sprout, demo: FlaskConical };

interface SourceRowProps {
  source: SourceItem;
  open: boolean;
  onToggle: () => void;
}

/** One source: what is in it, how the last load went, and what can be done with it. */
export function SourceRow({ source, open, onToggle }: SourceRowProps) {
  const { t } = useTranslation(["metrics", "common"]);
  const format = useFormats();
  const queryClient = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const [leaving, setLeaving] = useState(false);
  const settle = { onSuccess: () => refreshNumbers(queryClient) };
  const again = useMutation({ ...metricsRefreshSourceMutation(), ...settle });
  const newer = useMutation({
    mutationFn: (files: File[]) => sendTables(files, () => undefined, source.id),
    ...settle,
  });
  const erase = useMutation({
    ...metricsDeleteSourceMutation(),
    onSuccess: async () => {
      setLeaving(false);
      toast(t("data.deleted"));
      await refreshNumbers(queryClient);
    },
  });
  const busy = isUnderWay(source) || again.isPending || newer.isPending;
  const Icon = busy ? LoaderCircle : source.status === "failed" ? TriangleAlert : ICONS[source.kind];
  const facts = busy
    ? [t("data.loading")]
    : [
        t(`data.kinds.${source.kind}`),
        t("data.tables", { count: source.tables.length }),
        t("table.rows", { count: source.rows, n: format.number(source.rows) }),
        source.loaded_at ? t("data.loadedAgo", { ago: format.ago(source.loaded_at) }) : "",
      ].filter(Boolean);
  return (
    <li className="border-b border-line">
      <div className="flex items-start gap-3 py-4">
        <Icon
          aria-hidden
          className={classes(
            "mt-1 size-4 shrink-0",
            source.status === "failed" ? "text-bad" : "text-soft",
            busy && "animate-spin",
          )}
        />
        <button
          type="button"
          aria-expanded={open}
          onClick={onToggle}
          className="group min-w-0 grow text-start touch:min-h-11"
        >
          <span className="flex items-center gap-2 font-strong group-hover:text-accent">
            <bdi className="break-words">{source.name}</bdi>
            <ChevronDown
              aria-hidden
              className={classes("size-4 shrink-0 transition-transform", open && "rotate-180")}
            />
          </span>
          <span role={busy ? "status" : undefined} className="block text-small text-soft">
            {facts.join(" · ")}
          </span>
          {source.problem && <span className="mt-1 block text-small text-bad">{source.problem}</span>}
        </button>
        <IconButton
          label={t(source.kind === "files" ? "data.newer" : "data.again", { name: source.name })}
          busy={busy}
          onClick={() =>
            source.kind === "files"
              ? chooser.current?.click()
              : again.mutate({ path: { source_id: source.id } })
          }
        >
          {!busy && <RotateCw aria-hidden />}
        </IconButton>
        <IconButton label={t("data.delete", { name: source.name })} onClick={() => setLeaving(true)}>
          <Trash2 aria-hidden />
        </IconButton>
        <input
          ref={chooser}
          type="file"
          multiple
          hidden
          accept={ACCEPT}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            if (files.length > 0) newer.mutate(files);
          }}
        />
      </div>
      {(again.error ?? newer.error) && <ErrorState error={again.error ?? newer.error} className="mb-4" />}
      {open && !isUnderWay(source) && <LoadReport id={source.id} />}
      <ConfirmDialog
        open={leaving}
        onClose={() => setLeaving(false)}
        title={t("data.deleteTitle", { name: source.name })}
        text={t("data.deleteText")}
        deed={t("common:delete")}
        work={erase}
        onConfirm={() => erase.mutate({ path: { source_id: source.id } })}
      />
    </li>
  );
}
