import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  Ellipsis,
  FileBraces,
  FileSpreadsheet,
  FileText,
  FileType,
  PenLine,
  RotateCw,
  Trash2,
  Upload,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsDeleteCallMutation, callsListCallsInfiniteQueryKey } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu, type MenuItem } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { AttachTranscript } from "./AttachTranscript";
import { download, type ExportFormat, FORMATS } from "./download";
import { Rename } from "./Rename";
import { Rerun } from "./Rerun";

const ICONS: Record<ExportFormat, typeof FileText> = {
  pdf: FileType,
  markdown: FileText,
  csv: FileSpreadsheet,
  json: FileBraces,
};

type Asked = "rerun" | "rename" | "transcript" | "delete" | null;

/** What can be done with a call: keep it as a file, change it, analyse it anew, erase it. */
export function Actions({ call }: { call: CallDetail }) {
  const { t } = useTranslation(["calls", "common"]);
  const [asked, setAsked] = useState<Asked>(null);
  const close = () => setAsked(null);
  const save = (format: ExportFormat) =>
    void download(call, format).catch(() => toast(t("exports.failed"), { kind: "trouble" }));
  const files: MenuItem[] = FORMATS.map((format) => {
    const Icon = ICONS[format];
    return {
      label: t(`exports.${format}`),
      icon: <Icon aria-hidden />,
      disabled: call.analysed_at == null,
      onSelect: () => save(format),
    };
  });
  const changes: MenuItem[] = [
    { label: t("rerun.title"), icon: <RotateCw aria-hidden />, onSelect: () => setAsked("rerun") },
    { label: t("rename.title"), icon: <PenLine aria-hidden />, onSelect: () => setAsked("rename") },
    { label: t("attach.title"), icon: <Upload aria-hidden />, onSelect: () => setAsked("transcript") },
  ];
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("common:more")} className="size-9">
            <Ellipsis aria-hidden />
          </IconButton>
        }
        groups={[
          files,
          changes,
          [
            {
              label: t("common:delete"),
              icon: <Trash2 aria-hidden />,
              danger: true,
              onSelect: () => setAsked("delete"),
            },
          ],
        ]}
      />
      <Rerun call={call} open={asked === "rerun"} onClose={close} />
      <Rename call={call} open={asked === "rename"} onClose={close} />
      <AttachTranscript call={call} open={asked === "transcript"} onClose={close} />
      <Delete call={call} open={asked === "delete"} onClose={close} />
    </>
  );
}

function Delete({ call, open, onClose }: { call: CallDetail; open: boolean; onClose: () => void }) {
  const { t } = useTranslation(["calls", "common"]);
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const remove = useMutation({
    ...callsDeleteCallMutation(),
    onSuccess: async () => {
      await navigate({ to: "/calls" });
      toast(t("delete.done"));
      void queryClient.invalidateQueries({ queryKey: [{ _id: callsListCallsInfiniteQueryKey()[0]._id }] });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("delete.title")}
      text={t("delete.text")}
      deed={t("common:delete")}
      work={remove}
      onConfirm={() => remove.mutate({ path: { call_id: call.id } })}
    />
  );
}
