import { useTranslation } from "react-i18next";
import { VisuallyHidden } from "@/components/VisuallyHidden";
import { useUnread } from "@/lib/notices";

const MOST = 9;

/** How many notices wait, as a small number; nothing when none do. */
export function UnreadMark({ className = "" }: { className?: string }) {
  const { t } = useTranslation("notices");
  const unread = useUnread();
  if (unread === 0) return null;
  return (
    <span
      className={`min-w-5 rounded-full bg-accent px-1.5 text-center text-small text-on-accent tabular-nums ${className}`}
    >
      <span aria-hidden>{unread > MOST ? `${MOST}+` : unread}</span>
      <VisuallyHidden>{t("unread", { count: unread })}</VisuallyHidden>
    </span>
  );
}
