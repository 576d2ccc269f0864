import { Check, MessageSquareText } from "lucide-react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import type { LiveView } from "../session/view";

/** What a manager whispered, until it is read. */
export function Notes({ notes, onRead }: { notes: LiveView["notes"]; onRead: (id: number) => void }) {
  const { t } = useTranslation("live");
  return (
    <ul aria-live="polite" className="flex flex-col gap-2 empty:hidden">
      {notes.map((note) => (
        <li key={note.id} className="flex items-start gap-2.5 rounded-control bg-accent-wash px-3 py-2">
          <MessageSquareText aria-hidden className="mt-1 size-4 shrink-0 text-accent" />
          <div className="min-w-0 grow">
            <p className="text-small text-soft">
              <bdi>{t("note.from", { name: note.author })}</bdi>
            </p>
            <p dir="auto" className="break-words">
              {note.text}
            </p>
          </div>
          <IconButton label={t("note.read")} onClick={() => onRead(note.id)}>
            <Check aria-hidden />
          </IconButton>
        </li>
      ))}
    </ul>
  );
}
