import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  CalendarClock,
  Ellipsis,
  FileSpreadsheet,
  FileText,
  ImageDown,
  PenLine,
  PinOff,
  Users,
} from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { insightsChangeMutation, insightsDeleteMutation } from "@/api/@tanstack/react-query.gen";
import type { InsightOut } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import { ConfirmDialog } from "@/components/ConfirmDialog";
import { Menu, type MenuItem } from "@/components/Menu";
import { toast } from "@/components/Toast";
import { useMayManage } from "@/lib/me";
import { Rename } from "./Rename";
import { download, type ExportFormat, FORMATS, insightsChanged, keepInsight } from "./requests";

const ICONS: Record<ExportFormat, typeof FileText> = {
  png: ImageDown,
  svg: ImageDown,
  csv: FileSpreadsheet,
  markdown: FileText,
};

/** What can be done with a pinned answer: take it away as a file, share it, rename it, unpin it. */
export function Actions({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation(["insights", "common"]);
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const mayManage = useMayManage();
  const [asked, setAsked] = useState<"rename" | "delete" | null>(null);
  const path = { insight_id: insight.id };
  const change = useMutation({
    ...insightsChangeMutation(),
    onSuccess: (fresh) => keepInsight(queryClient, fresh),
  });
  const remove = useMutation({
    ...insightsDeleteMutation(),
    onSuccess: async () => {
      await navigate({ to: "/numbers/insights" });
      insightsChanged(queryClient);
    },
  });
  const drawn = insight.chart && insight.chart.kind !== "number";
  const files: MenuItem[] = FORMATS.map((format) => {
    const Icon = ICONS[format];
    return {
      label: t(`export.${format}`),
      icon: <Icon aria-hidden />,
      disabled: (format === "png" || format === "svg") && !drawn,
      onSelect: () =>
        void download(insight, format).catch(() => toast(t("export.failed"), { kind: "trouble" })),
    };
  });
  const mayChange = insight.mine || mayManage;
  const changes: MenuItem[] = mayChange
    ? [
        { label: t("rename"), icon: <PenLine aria-hidden />, onSelect: () => setAsked("rename") },
        {
          label: t("rolling"),
          icon: <CalendarClock aria-hidden />,
          chosen: insight.rolling,
          onSelect: () => change.mutate({ path, body: { rolling: !insight.rolling } }),
        },
      ]
    : [];
  if (insight.mine)
    changes.unshift({
      label: t(insight.shared ? "unshare" : "share"),
      icon: <Users aria-hidden />,
      onSelect: () => change.mutate({ path, body: { shared: !insight.shared } }),
    });
  const gone: MenuItem[] = mayChange
    ? [
        {
          label: t("delete.deed"),
          icon: <PinOff aria-hidden />,
          danger: true,
          onSelect: () => setAsked("delete"),
        },
      ]
    : [];
  return (
    <>
      <Menu
        align="end"
        trigger={
          <IconButton label={t("common:more")} className="size-9">
            <Ellipsis aria-hidden />
          </IconButton>
        }
        groups={[changes, files, gone]}
      />
      <Rename insight={insight} open={asked === "rename"} onClose={() => setAsked(null)} />
      <ConfirmDialog
        open={asked === "delete"}
        onClose={() => setAsked(null)}
        title={t("delete.title")}
        text={t("delete.text")}
        deed={t("delete.deed")}
        work={remove}
        onConfirm={() => remove.mutate({ path })}
      />
    </>
  );
}
