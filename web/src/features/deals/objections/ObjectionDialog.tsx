import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsHandleObjectionMutation,
  dealsListObjectionUsesQueryKey,
} from "@/api/@tanstack/react-query.gen";
import type { ObjectionAnswer, ObjectionIn } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";
import { Keys } from "@/components/Keys";
import { SkeletonText } from "@/components/Skeleton";
import { commandKey } from "@/lib/platform";
import { Adjust } from "../card/Adjust";
import { usePreferences, type Wishes } from "../card/usePreferences";
import { Answer } from "./Answer";
import { Entries } from "./Entries";
import { Reading } from "./Reading";
import { Tones } from "./Tones";

type Tone = ObjectionAnswer["tone"];

export interface ObjectionDialogProps {
  dealId?: string;
  contactId?: string;
  text?: string;
  onClose: () => void;
}

/** A line of objection in, what lies under it and two or three grounded answers out. */
export function ObjectionDialog({ dealId, contactId, text: given = "", onClose }: ObjectionDialogProps) {
  const { t } = useTranslation(["objections", "common"]);
  const queryClient = useQueryClient();
  const { wishes } = usePreferences();
  const [text, setText] = useState(given);
  const [tones, setTones] = useState<Tone[]>(["consultative", "empathetic", "aggressive"]);
  const [missing, setMissing] = useState(false);
  const handled = useRef<HTMLDivElement>(null);
  const handle = useMutation(dealsHandleObjectionMutation());
  const result = handle.data;

  function ask(changes: Partial<ObjectionIn> = {}) {
    if (handle.isPending) return;
    setMissing(!text.trim());
    if (!text.trim()) return;
    handle.mutate({
      body: {
        text: text.trim(),
        deal_id: dealId,
        contact_id: contactId,
        tones: ordered(tones, wishes),
        ...changes,
      },
    });
  }

  // A wish for another length or boldness words what is in sight anew.
  const worded = `${wishes.tone} ${wishes.length} ${wishes.boldness}`;
  const before = useRef(worded);
  useEffect(() => {
    if (before.current === worded) return;
    before.current = worded;
    const last = handle.variables?.body;
    if (last) handle.mutate({ body: { ...last, length: wishes.length, boldness: wishes.boldness } });
  });

  useEffect(() => {
    if (result) handled.current?.focus();
  }, [result]);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    ask();
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) submit(event as unknown as FormEvent);
  }

  return (
    <Dialog
      open
      onClose={onClose}
      title={t("title")}
      description={t("lead")}
      className="max-w-[min(48rem,calc(100vw-2rem))]"
    >
      <form onSubmit={submit} onKeyDown={onKeyDown} className="flex flex-col gap-4">
        <Field label={t("said")} error={missing && !text.trim() ? t("common:form.required") : undefined}>
          <TextArea
            data-first
            rows={2}
            maxLength={5000}
            value={text}
            placeholder={t("example")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <div className="flex flex-wrap items-center justify-between gap-3">
          <div className="flex items-center gap-1">
            <Tones chosen={tones} onChange={setTones} />
            <Adjust />
          </div>
          <div className="flex items-center gap-3">
            <span className="text-small max-md:hidden">
              <Keys keys={[commandKey, "Enter"]} />
            </span>
            <Button type="submit" kind="primary" busy={handle.isPending}>
              {t("ask")}
            </Button>
          </div>
        </div>
      </form>
      <div ref={handled} tabIndex={-1} aria-live="polite" className="mt-6 outline-none">
        {handle.error ? (
          <ErrorState error={handle.error} onRetry={() => ask()} />
        ) : handle.isPending && !result ? (
          <SkeletonText lines={6} />
        ) : (
          result && (
            <>
              <Reading result={result} busy={handle.isPending} onKind={(kind) => ask({ kind })} />
              <ol className="mt-2">
                {result.answers.map((answer, place) => (
                  <Answer
                    // biome-ignore lint/suspicious/noArrayIndexKey: two answers may be in the same tone
                    key={`${result.chosen}-${place}-${answer.text}`}
                    answer={answer}
                    result={result}
                    dealId={dealId}
                    contactId={contactId}
                    onUsed={() => void queryClient.invalidateQueries({ queryKey: [{ _id: usesKey() }] })}
                  />
                ))}
              </ol>
              <Entries entries={result.entries} spoken={result.answers} />
            </>
          )
        )}
      </div>
    </Dialog>
  );
}

function usesKey(): string {
  return dealsListObjectionUsesQueryKey()[0]._id;
}

/** The tone a person prefers comes first. */
function ordered(tones: readonly Tone[], wishes: Wishes): Tone[] {
  return [...tones].sort((a, b) => Number(b === wishes.tone) - Number(a === wishes.tone));
}
