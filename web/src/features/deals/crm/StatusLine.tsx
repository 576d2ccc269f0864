import { CircleCheck, CircleDashed, KeyRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CrmConnectionOut } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

const LOOKS = {
  new: { icon: CircleDashed, hue: "text-soft" },
  ready: { icon: CircleCheck, hue: "text-good" },
  sign_in: { icon: KeyRound, hue: "text-warn" },
} as const;

/** Whether a connection works, and when it looks next. */
export function StatusLine({ connection, className }: { connection: CrmConnectionOut; className?: string }) {
  const { t } = useTranslation("crm");
  const format = useFormats();
  const { icon: Icon, hue } = LOOKS[connection.status];
  return (
    <p className={classes("flex items-center gap-1.5 text-small", hue, className)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      {t(`status.${connection.status}`)}
      {connection.status === "ready" && connection.next_at && (
        <span className="text-soft">· {t("nextAt", { ago: format.ago(connection.next_at) })}</span>
      )}
    </p>
  );
}
