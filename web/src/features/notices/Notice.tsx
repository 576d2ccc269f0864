import { Link } from "@tanstack/react-router";
import { AtSign, Bell, type LucideIcon } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { NoticeOut } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

const ICONS: Record<string, LucideIcon> = { mention: AtSign, alert: Bell };

/** One notice; following it marks it read. */
export function Notice({ notice, onRead }: { notice: NoticeOut; onRead: () => void }) {
  const { t } = useTranslation("notices");
  const format = useFormats();
  const Icon = ICONS[notice.kind] ?? Bell;
  const isNew = notice.read_at === null;
  return (
    <li>
      <Link
        // Rooms write paths of this app into their notices.
        to={notice.link as "/"}
        onClick={() => isNew && onRead()}
        className="flex gap-3 rounded-control px-2 py-4 hover:bg-sunken"
      >
        <Icon aria-hidden className="mt-0.5 size-5 shrink-0 text-soft" />
        <span className="min-w-0 grow">
          <span className="flex flex-wrap items-baseline gap-x-2">
            <bdi className={isNew ? "font-strong" : ""}>{notice.title}</bdi>
            {isNew && (
              <span className="rounded-full bg-accent px-2 text-small text-on-accent">{t("new")}</span>
            )}
          </span>
          <bdi className="mt-0.5 line-clamp-3 block text-soft">{notice.text}</bdi>
          <time dateTime={notice.at} className="text-small text-soft">
            {format.ago(notice.at)}
          </time>
        </span>
      </Link>
    </li>
  );
}
