import { Plus, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Field, Input, TextArea } from "@/components/Field";
import { Select } from "@/components/Select";
import { useChoices } from "../labels";
import type { ByHandForm } from "./byHandForm";

const MOST = 6;

/** A buyer in one's own words; what is left empty is filled in sensibly. */
export function DescribedBuyer({ form }: { form: ByHandForm }) {
  const { t } = useTranslation("practice");
  const choices = useChoices();
  const { errors } = form.formState;
  const needs = useFieldArray({ control: form.control, name: "needs" });
  const objections = useFieldArray({ control: form.control, name: "objections" });
  return (
    <fieldset className="flex flex-col gap-4 border-s-2 border-line ps-4">
      <legend className="sr-only">{t("form.buyer")}</legend>
      <p className="text-small text-soft">{t("form.describeHint")}</p>
      <div className="grid gap-4 sm:grid-cols-2">
        <Field label={t("form.name")} error={errors.name?.message}>
          <Input {...form.register("name")} />
        </Field>
        <Field label={t("form.role")} error={errors.role?.message}>
          <Input {...form.register("role")} />
        </Field>
        <Field label={t("form.company")} error={errors.company?.message} optional>
          <Input {...form.register("company")} />
        </Field>
        <Field label={t("form.industry")} error={errors.industry?.message} optional>
          <Input {...form.register("industry")} />
        </Field>
      </div>
      <Field label={t("form.personality")} error={errors.personality?.message} optional>
        <Input {...form.register("personality")} placeholder={t("form.personalityExample")} />
      </Field>
      <Field label={t("form.background")} error={errors.background?.message} optional>
        <TextArea {...form.register("background")} rows={2} />
      </Field>
      <Rows
        title={t("form.needs")}
        hint={t("form.needsHint")}
        add={needs.fields.length < MOST ? () => needs.append({ topic: "", pain: "", impact: "" }) : undefined}
      >
        {needs.fields.map((row, place) => (
          <Row
            key={row.id}
            label={t("form.removeNeed", { n: place + 1 })}
            onRemove={() => needs.remove(place)}
          >
            <Field label={t("form.topic")} error={errors.needs?.[place]?.topic?.message}>
              <Input {...form.register(`needs.${place}.topic`)} />
            </Field>
            <Field label={t("form.pain")} optional>
              <Input {...form.register(`needs.${place}.pain`)} />
            </Field>
            <Field label={t("form.impact")} optional>
              <Input {...form.register(`needs.${place}.impact`)} />
            </Field>
          </Row>
        ))}
      </Rows>
      <Rows
        title={t("form.objections")}
        hint={t("form.objectionsHint")}
        add={
          objections.fields.length < MOST
            ? () => objections.append({ kind: "price", line: "", concern: "" })
            : undefined
        }
      >
        {objections.fields.map((row, place) => (
          <Row
            key={row.id}
            label={t("form.removeObjection", { n: place + 1 })}
            onRemove={() => objections.remove(place)}
          >
            <Field label={t("form.objectionKind")}>
              <Select {...form.register(`objections.${place}.kind`)} choices={choices.objections()} />
            </Field>
            <Field label={t("form.line")} optional>
              <Input {...form.register(`objections.${place}.line`)} />
            </Field>
            <Field label={t("form.concern")} optional>
              <Input {...form.register(`objections.${place}.concern`)} />
            </Field>
          </Row>
        ))}
      </Rows>
    </fieldset>
  );
}

function Rows({
  title,
  hint,
  add,
  children,
}: {
  title: string;
  hint: string;
  add?: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslation("common");
  return (
    <section>
      <h3>{title}</h3>
      <p className="text-small text-soft">{hint}</p>
      {children}
      {add && (
        <Button size="small" onClick={add} className="mt-2" aria-label={`${t("add")}: ${title}`}>
          <Plus aria-hidden />
          {t("add")}
        </Button>
      )}
    </section>
  );
}

function Row({ label, onRemove, children }: { label: string; onRemove: () => void; children: ReactNode }) {
  return (
    <div className="mt-3 flex items-start gap-2 border-b border-line pb-4">
      <div className="grid min-w-0 grow gap-3">{children}</div>
      <IconButton label={label} onClick={onRemove}>
        <Trash2 aria-hidden />
      </IconButton>
    </div>
  );
}
