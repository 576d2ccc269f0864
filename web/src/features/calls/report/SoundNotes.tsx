import { useTranslation } from "react-i18next";
import type { CallSound, ImportNote } from "@/api/types.gen";
import { useFormats } from "@/lib/format";

/** What was odd about a recording and did not prevent a result. */
export function SoundNotes({ sound }: { sound: CallSound }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const word = useNoteWords();
  const notes = sound.notes ?? [];
  if (notes.length === 0) return null;
  return (
    <ul aria-label={t("soundNotes.title")} className="mb-4 flex max-w-prose flex-col gap-1 text-soft">
      {notes.map((note) => (
        <li key={`${note.code}-${note.what}`} dir="auto" className="border-s-2 border-line ps-3">
          {word(note)}
          {note.at != null && (
            <span className="text-small"> ({t("soundNotes.from", { at: format.clock(note.at) })})</span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** By its code in the person's language; one without, as the server wrote it. */
function useNoteWords(): (note: ImportNote) => string {
  const { t, i18n } = useTranslation("calls");
  return ({ code, what }) => {
    if (i18n.language === "en" || !code || !i18n.exists(`calls:soundNotes.${code}`)) return what;
    return (t as (key: string) => string)(`soundNotes.${code}`);
  };
}
