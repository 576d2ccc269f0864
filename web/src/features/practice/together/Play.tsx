import { useMutation } from "@tanstack/react-query";
import { Send, Theater } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceSayLineMutation, practiceTakePartMutation } from "@/api/@tanstack/react-query.gen";
import type { LineIn } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Field, TextArea } from "@/components/Field";
import { FormProblem } from "@/components/FormProblem";
import { Select } from "@/components/Select";
import type { Together } from "./useTogether";

const ENDINGS = ["agree", "refuse", "call_later", "hang_up"] as const;

/** The buyer's part: take it over, answer the rep as the card says, give it back. */
export function Play({ conversationId, together, names }: LineProps) {
  const { t } = useTranslation("together");
  const path = { conversation_id: conversationId };
  const { state } = together;
  const plays = state.player !== null && state.player?.guest_id === state.guest_id;
  const taken = state.player !== null && !plays;
  const part = useMutation(practiceTakePartMutation());
  return (
    <section aria-label={t("play.title")} className="flex flex-col gap-5">
      <div className="flex flex-wrap items-center gap-3">
        <Button
          kind={plays ? "secondary" : "primary"}
          busy={part.isPending}
          disabled={taken}
          onClick={() => part.mutate({ path, body: { take: !plays } })}
        >
          <Theater aria-hidden />
          {t(plays ? "play.giveBack" : "play.take")}
        </Button>
        <p role="status" className="text-small text-soft">
          {taken
            ? t("play.taken", { name: state.player?.name })
            : t(plays ? (state.owed ? "play.yourTurn" : "play.repsTurn") : "play.machine", {
                name: state.rep,
              })}
        </p>
      </div>
      <FormProblem fields={[]} error={part.error} />
      {plays && <Line conversationId={conversationId} together={together} names={names} />}
    </section>
  );
}

interface LineProps {
  conversationId: string;
  together: Together;
  names: string[];
}

function Line({ conversationId, together, names }: LineProps) {
  const { t } = useTranslation("together");
  const [text, setText] = useState("");
  const [name, setName] = useState("");
  const { owed } = together;
  const waits = together.state.owed;
  const say = useMutation({ ...practiceSayLineMutation(), onSuccess: () => setText("") });
  const send = (ends?: LineIn["ends"]) =>
    say.mutate({
      path: { conversation_id: conversationId },
      body: { text: text.trim(), ends: ends ?? null, name: name || null },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() && waits) send();
  };
  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      {owed && (
        <p className="text-small text-soft">
          {t("play.suggestion", { name: owed.name })}{" "}
          <button
            type="button"
            className="dotted text-start touch:min-h-11"
            onClick={() => setText(owed.suggestion)}
          >
            <bdi>{owed.suggestion}</bdi>
          </button>
        </p>
      )}
      {names.length > 1 && (
        <Field label={t("play.as")} optional="unsaid">
          <Select
            none={owed?.name ?? t("play.anyone")}
            choices={names.map((each) => ({ value: each, label: each }))}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      )}
      <Field label={t("play.line")} optional="unsaid">
        <TextArea
          dir="auto"
          rows={2}
          maxLength={4000}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === "Enter" && !event.shiftKey) submit(event);
          }}
        />
      </Field>
      <div className="flex flex-wrap gap-2">
        <Button type="submit" kind="primary" busy={say.isPending} disabled={!waits || !text.trim()}>
          <Send aria-hidden className="rtl:-scale-x-100" />
          {t("play.say")}
        </Button>
        {ENDINGS.map((ending) => (
          <Button
            key={ending}
            size="small"
            className="h-9"
            busy={say.isPending}
            disabled={!waits}
            onClick={() => send(ending)}
          >
            {t(`play.ends.${ending}`)}
          </Button>
        ))}
      </div>
      <p className="text-small text-soft">{t("play.fair")}</p>
      <FormProblem fields={[]} error={say.error} />
    </form>
  );
}
