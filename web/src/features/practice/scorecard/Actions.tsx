import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useNavigate } from "@tanstack/react-router";
import { ArrowUp, Ellipsis, FileText, FileType, RotateCcw, Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceDeleteConversationMutation } from "@/api/@tanstack/react-query.gen";
import { practiceExportConversation } from "@/api/sdk.gen";
import type { ConversationDetail } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu, type MenuItem } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { saveFile } from "@/lib/save-file";
import { LEVELS } from "../labels";
import { sameCall } from "../same";

/** What can be done with a finished call: again, harder, keep, delete. */
export function Actions({ call, mine }: { call: ConversationDetail; mine: boolean }) {
  const { t } = useTranslation(["practice", "common"]);
  const navigate = useNavigate();
  const [asking, setAsking] = useState(false);
  const same = sameCall(call);
  const harder = LEVELS[LEVELS.indexOf(call.level) + 1];

  const save = (format: "md" | "pdf") =>
    void download(call, format).catch(() => toast(t("scorecard.exportFailed"), { kind: "trouble" }));
  const files: MenuItem[] = [
    { label: t("scorecard.exportPdf"), icon: <FileType aria-hidden />, onSelect: () => save("pdf") },
    { label: t("scorecard.exportMd"), icon: <FileText aria-hidden />, onSelect: () => save("md") },
  ];
  const remove: MenuItem[] = mine
    ? [
        {
          label: t("common:delete"),
          icon: <Trash2 aria-hidden />,
          danger: true,
          onSelect: () => setAsking(true),
        },
      ]
    : [];
  return (
    <div className="flex max-w-full gap-2 max-sm:gap-1.5">
      {mine && harder && (
        <Button asChild className="max-sm:grow max-sm:px-2!">
          <Link to="/practice/call" search={{ ...same, level: harder }}>
            <ArrowUp aria-hidden className="max-sm:hidden" />
            {t("scorecard.harder", { level: t(`levels.${harder}`) })}
          </Link>
        </Button>
      )}
      {mine && (
        <Button asChild kind="primary" className="max-sm:grow max-sm:px-2!">
          <Link to="/practice/call" search={{ ...same, level: call.level }}>
            <RotateCcw aria-hidden className="max-sm:hidden" />
            {t("scorecard.again")}
          </Link>
        </Button>
      )}
      <Menu
        align="end"
        trigger={
          <IconButton label={t("common:more")} className="size-9">
            <Ellipsis aria-hidden />
          </IconButton>
        }
        groups={[files, remove]}
      />
      <DeleteDialog
        call={call}
        open={asking}
        onClose={() => setAsking(false)}
        onDeleted={() => void navigate({ to: "/practice/history" })}
      />
    </div>
  );
}

async function download(call: ConversationDetail, format: "md" | "pdf"): Promise<void> {
  const { data } = await practiceExportConversation({
    path: { conversation_id: call.id },
    query: { format },
    parseAs: "blob",
    throwOnError: true,
  });
  const title = call.title.replace(/[^\p{L}\p{N} -]/gu, "");
  saveFile(data as Blob, `${call.started_at.slice(0, 10)} ${title}.${format}`);
}

interface DeleteDialogProps {
  call: ConversationDetail;
  open: boolean;
  onClose: () => void;
  onDeleted: () => void;
}

function DeleteDialog({ call, open, onClose, onDeleted }: DeleteDialogProps) {
  const { t } = useTranslation(["practice", "common"]);
  const queryClient = useQueryClient();
  const remove = useMutation({
    ...practiceDeleteConversationMutation(),
    onSuccess: () => {
      onDeleted();
      toast(t("scorecard.deleted"));
      void queryClient.invalidateQueries({ predicate: (query) => !isThis(query.queryKey[0], call.id) });
    },
  });
  return (
    <ConfirmDialog
      open={open}
      onClose={onClose}
      title={t("scorecard.deleteTitle")}
      text={t("scorecard.deleteText")}
      deed={t("common:delete")}
      work={remove}
      onConfirm={() => remove.mutate({ path: { conversation_id: call.id } })}
    />
  );
}

/** Whether a query asks for this very call, which is gone and need not be asked for again. */
function isThis(key: unknown, id: string): boolean {
  return JSON.stringify(key ?? null).includes(id);
}
