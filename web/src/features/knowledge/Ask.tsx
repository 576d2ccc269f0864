import { useMutation } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { knowledgeAskMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input } from "@/components/Field";
import { Answer } from "./Answer";

/** A question to the company's documents. */
export function Ask() {
  const { t } = useTranslation(["knowledge", "common"]);
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const ask = useMutation(knowledgeAskMutation());

  function submit(event: FormEvent) {
    event.preventDefault();
    setMissing(!text.trim());
    if (text.trim() && !ask.isPending) ask.mutate({ body: { text: text.trim() } });
  }

  return (
    <>
      <form onSubmit={submit} className="flex max-w-prose flex-wrap items-end gap-3">
        <Field
          label={t("ask.label")}
          error={missing && !text.trim() ? t("common:form.required") : undefined}
          className="min-w-56 grow"
        >
          <Input
            maxLength={1000}
            value={text}
            placeholder={t("ask.example")}
            onChange={(event) => setText(event.target.value)}
          />
        </Field>
        <Button type="submit" kind="primary" busy={ask.isPending}>
          {t("ask.submit")}
        </Button>
      </form>
      <div aria-live="polite" className="mt-6">
        {ask.error ? <ErrorState error={ask.error} /> : null}
        {ask.data && <Answer answer={ask.data} />}
      </div>
    </>
  );
}
