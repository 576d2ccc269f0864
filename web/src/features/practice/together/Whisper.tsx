import { useMutation } from "@tanstack/react-query";
import { MessageSquareQuote } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceWhisperMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import type { Together } from "./useTogether";

/** A short note that only the rep sees, and those sent before. */
export function Whisper({ conversationId, together }: { conversationId: string; together: Together }) {
  const { t } = useTranslation("together");
  const [text, setText] = useState("");
  const whisper = useMutation({ ...practiceWhisperMutation(), onSuccess: () => setText("") });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim())
      whisper.mutate({ path: { conversation_id: conversationId }, body: { text: text.trim() } });
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={t("whisper.label")} hint={t("whisper.hint")} optional="unsaid">
        <Input dir="auto" maxLength={300} value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button
        type="submit"
        size="small"
        className="self-start"
        busy={whisper.isPending}
        disabled={!text.trim()}
      >
        <MessageSquareQuote aria-hidden />
        {t("whisper.send")}
      </Button>
      <FormProblem fields={[]} error={whisper.error} />
      <ol aria-label={t("whisper.sent")} className="flex flex-col gap-2 empty:hidden">
        {together.notes.map((note) => (
          <li key={`${note.at}-${note.text}`} dir="auto" className="border-s-2 border-line ps-3 text-small">
            {note.text}
          </li>
        ))}
      </ol>
    </form>
  );
}
