import { useMutation } from "@tanstack/react-query";
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { practiceQuickDrillMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";
import { Keys } from "@/components/Keys";
import { commandKey } from "@/lib/platform";
import { PracticeHeader } from "../PracticeHeader";
import { EXAMPLES } from "./examples";
import { Review } from "./Review";

/** One line of a customer, one answer, and what it does. */
export function Quick() {
  const { t, i18n } = useTranslation(["practice", "common"]);
  const [customer, setCustomer] = useState("");
  const [answer, setAnswer] = useState("");
  const [missing, setMissing] = useState(false);
  const answerField = useRef<HTMLTextAreaElement>(null);
  const review = useRef<HTMLDivElement>(null);
  const drill = useMutation(practiceQuickDrillMutation());
  const examples = EXAMPLES[i18n.language === "he" ? "he" : "en"];

  useEffect(() => {
    if (drill.data) review.current?.focus();
  }, [drill.data]);

  function submit(event?: FormEvent) {
    event?.preventDefault();
    if (drill.isPending) return;
    const empty = !customer.trim() || !answer.trim();
    setMissing(empty);
    if (!empty) drill.mutate({ body: { customer: customer.trim(), answer: answer.trim() } });
  }

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      submit();
    }
  }

  const asked = drill.variables?.body;
  return (
    <>
      <PracticeHeader page="quick" />
      <div className="grid gap-x-14 gap-y-10 lg:grid-cols-2">
        <form onSubmit={submit} onKeyDown={onKeyDown} className="flex flex-col gap-5">
          <fieldset>
            <legend className="mb-2 text-small text-soft">{t("quick.examples")}</legend>
            <ul className="flex flex-wrap gap-1.5">
              {examples.map((example) => (
                <li key={example.kind}>
                  <button
                    type="button"
                    aria-pressed={customer === example.line}
                    onClick={() => {
                      setCustomer(example.line);
                      answerField.current?.focus();
                    }}
                    className="h-8 rounded-full border border-line px-3 text-small text-soft transition-colors hover:border-edge hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent touch:h-11"
                  >
                    {t(`objections.${example.kind}`)}
                  </button>
                </li>
              ))}
            </ul>
          </fieldset>
          <Field
            label={t("quick.customer")}
            error={missing && !customer.trim() ? t("common:form.required") : undefined}
          >
            <TextArea
              rows={2}
              maxLength={4000}
              value={customer}
              placeholder={t("quick.customerExample")}
              onChange={(event) => setCustomer(event.target.value)}
            />
          </Field>
          <Field
            label={t("quick.answer")}
            error={missing && !answer.trim() ? t("common:form.required") : undefined}
          >
            <TextArea
              ref={answerField}
              rows={4}
              maxLength={4000}
              value={answer}
              placeholder={t("quick.answerExample")}
              onChange={(event) => setAnswer(event.target.value)}
            />
          </Field>
          <div className="flex items-center gap-3">
            <Button type="submit" kind="primary" busy={drill.isPending}>
              {t("quick.submit")}
            </Button>
            <span className="text-small max-md:hidden">
              <Keys keys={[commandKey, "Enter"]} />
            </span>
          </div>
        </form>
        <div ref={review} tabIndex={-1} aria-live="polite" className="min-w-0 outline-none">
          {drill.error ? (
            <ErrorState error={drill.error} onRetry={() => submit()} />
          ) : drill.data && asked ? (
            <Review
              result={drill.data}
              answer={asked.answer}
              onTry={(line) => {
                setAnswer(line);
                answerField.current?.focus();
              }}
            />
          ) : (
            <p className="max-w-prose border-s-2 border-line ps-6 text-soft">{t("quick.before")}</p>
          )}
        </div>
      </div>
    </>
  );
}
