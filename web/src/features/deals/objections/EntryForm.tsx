import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { EntryForm as Form } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field, Input, TextArea } from "@/components/Field";
import { Select } from "@/components/Select";
import { LANGUAGE_NAMES, LANGUAGES } from "@/i18n";
import { useShelves } from "./useLibrary";

const TONES = ["consultative", "empathetic", "aggressive"] as const;

interface EntryFormProps {
  title: string;
  /** What the fields hold at first. */
  start: Form;
  deed: string;
  work: { isPending: boolean; error: unknown };
  onSave: (form: Form) => void;
  onClose: () => void;
}

/** An answer of the library as a form. */
export function EntryForm({ title, start, deed, work, onSave, onClose }: EntryFormProps) {
  const { t } = useTranslation(["objections", "card", "common"]);
  const [form, setForm] = useState<Form>(start);
  const [checked, setChecked] = useState(false);
  const shelves = useShelves().data;
  const kinds = shelves?.kinds ?? [];
  const concerns = kinds.find((each) => each.kind === form.kind)?.concerns ?? [];
  const set = (changes: Partial<Form>) => setForm((now) => ({ ...now, ...changes }));
  const missing = (value: string) => (checked && !value.trim() ? t("common:form.required") : undefined);

  function submit(event: FormEvent) {
    event.preventDefault();
    setChecked(true);
    if (form.title.trim() && form.text.trim()) onSave(form);
  }

  return (
    <Dialog open onClose={onClose} title={title} className="max-w-[min(40rem,calc(100vw-2rem))]">
      <form onSubmit={submit} className="flex flex-col gap-4">
        <Field label={t("form.title")} error={missing(form.title)}>
          <Input
            data-first
            maxLength={120}
            value={form.title}
            onChange={(e) => set({ title: e.target.value })}
          />
        </Field>
        <div className="grid gap-4 sm:grid-cols-2">
          <Field label={t("form.kind")}>
            <Select
              value={form.kind}
              choices={kinds.map(({ kind, title }) => ({ value: kind, label: title }))}
              onChange={(e) => set({ kind: e.target.value as Form["kind"], concern: null })}
            />
          </Field>
          <Field label={t("form.concern")} optional>
            <Select
              value={form.concern ?? ""}
              none={t("form.anyConcern")}
              choices={concerns.map(({ id, title }) => ({ value: id, label: title }))}
              onChange={(e) => set({ concern: e.target.value || null })}
            />
          </Field>
          <Field label={t("form.tone")} optional>
            <Select
              value={form.tone ?? ""}
              none={t("form.anyTone")}
              choices={TONES.map((value) => ({ value, label: t(`card:tone.${value}`) }))}
              onChange={(e) => set({ tone: (e.target.value || null) as Form["tone"] })}
            />
          </Field>
          <Field label={t("form.language")}>
            <Select
              value={form.language}
              choices={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
              onChange={(e) => set({ language: e.target.value as Form["language"] })}
            />
          </Field>
        </div>
        <Field label={t("form.objection")} hint={t("form.objectionHint")} optional>
          <TextArea
            rows={2}
            maxLength={5000}
            value={form.objection ?? ""}
            onChange={(e) => set({ objection: e.target.value })}
          />
        </Field>
        <Field label={t("form.text")} hint={t("form.textHint")} error={missing(form.text)}>
          <TextArea
            rows={5}
            maxLength={4000}
            value={form.text}
            onChange={(e) => set({ text: e.target.value })}
          />
        </Field>
        <Field label={t("form.category")} hint={t("form.categoryHint")} optional>
          <Input
            maxLength={60}
            list="objection-categories"
            value={form.category ?? ""}
            onChange={(e) => set({ category: e.target.value })}
          />
        </Field>
        <datalist id="objection-categories">
          {shelves?.categories.map(({ name }) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        {work.error ? <ErrorState error={work.error} /> : null}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={work.isPending}>
            {deed}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
