import { MessageSquareQuote, UserPlus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { GuestRow } from "./GuestRow";
import { Invite } from "./Invite";
import { useTogether } from "./useTogether";

/** For the rep: who asks to come in, who is listening or playing, what they whisper, and an invitation. */
export function TogetherPanel({ conversationId, open }: { conversationId: string; open: boolean }) {
  const { t } = useTranslation("together");
  const { together } = useTogether(conversationId, open);
  const [inviting, setInviting] = useState(false);
  if (!open) return null;
  const guests =
    together?.state.guests.filter(({ status }) => status === "asked" || status === "agreed") ?? [];
  const player = together?.state.player;
  const notes = together?.notes.slice(-3) ?? [];
  return (
    <section aria-label={t("panel.title")} className="mb-2 flex flex-col gap-2">
      {guests.length > 0 && (
        <ul className="flex flex-col gap-1 border-t border-line pt-2">
          {guests.map((guest) => (
            <GuestRow key={guest.id} guest={guest} plays={player?.guest_id === guest.id} />
          ))}
        </ul>
      )}
      <ol aria-live="polite" aria-label={t("panel.notes")} className="flex flex-col gap-2 empty:hidden">
        {notes.map((note) => (
          <li key={`${note.at}-${note.text}`} className="border-s-2 border-accent ps-3">
            <p className="flex items-center gap-1.5 text-small text-soft">
              <MessageSquareQuote aria-hidden className="size-3.5" />
              <bdi>{note.author}</bdi>
            </p>
            <p dir="auto">{note.text}</p>
          </li>
        ))}
      </ol>
      <Button size="small" kind="quiet" className="-ms-2.5 self-start" onClick={() => setInviting(true)}>
        <UserPlus aria-hidden />
        {t("panel.invite")}
      </Button>
      <Invite conversationId={conversationId} open={inviting} onClose={() => setInviting(false)} />
    </section>
  );
}
