import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import { useFieldArray, useFormContext } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { Answers } from "@/api/types.gen";
import { Button, IconButton } from "@/components/Button";
import { Field, Input } from "@/components/Field";

const MOST = 10;

export function CompetitorRows() {
  const { t } = useTranslation(["playbook", "common"]);
  const { register, formState } = useFormContext<Answers>();
  const { fields, append, remove } = useFieldArray<Answers, "competitors">({ name: "competitors" });
  return (
    <Rows
      title={t("questions.competitors")}
      hint={t("hints.competitors")}
      add={t("rows.addCompetitor")}
      onAdd={fields.length < MOST ? () => append({ name: "", strength: "", answer: "" }) : undefined}
    >
      {fields.map((row, index) => (
        <Row key={row.id} name={row.name} index={index} onRemove={() => remove(index)}>
          <Field
            label={t("rows.competitorName")}
            error={formState.errors.competitors?.[index]?.name && t("common:form.required")}
          >
            <Input {...register(`competitors.${index}.name`, { required: true })} maxLength={120} />
          </Field>
          <div className="grid gap-4 md:grid-cols-2">
            <Field label={t("rows.competitorStrength")} optional>
              <Input {...register(`competitors.${index}.strength`)} maxLength={300} />
            </Field>
            <Field label={t("rows.competitorAnswer")} optional>
              <Input {...register(`competitors.${index}.answer`)} maxLength={300} />
            </Field>
          </div>
        </Row>
      ))}
    </Rows>
  );
}

export function PriceRows() {
  const { t } = useTranslation(["playbook", "common"]);
  const { register, formState } = useFormContext<Answers>();
  const { fields, append, remove } = useFieldArray<Answers, "prices">({ name: "prices" });
  const errors = formState.errors.prices;
  return (
    <Rows
      title={t("questions.prices")}
      hint={t("hints.prices")}
      add={t("rows.addPrice")}
      onAdd={fields.length < MOST ? () => append({ item: "", price: "" }) : undefined}
    >
      {fields.map((row, index) => (
        <Row key={row.id} name={row.item} index={index} onRemove={() => remove(index)}>
          <div className="grid gap-4 md:grid-cols-2">
            <Field label={t("rows.priceItem")} error={errors?.[index]?.item && t("common:form.required")}>
              <Input {...register(`prices.${index}.item`, { required: true })} maxLength={120} />
            </Field>
            <Field label={t("rows.price")} error={errors?.[index]?.price && t("common:form.required")}>
              <Input {...register(`prices.${index}.price`, { required: true })} maxLength={120} />
            </Field>
          </div>
        </Row>
      ))}
    </Rows>
  );
}

interface RowsProps {
  title: string;
  hint: string;
  add: string;
  /** Absent when there are as many rows as the server takes. */
  onAdd?: () => void;
  children: ReactNode;
}

function Rows({ title, hint, add, onAdd, children }: RowsProps) {
  return (
    <fieldset>
      <legend className="font-strong">{title}</legend>
      <p className="mt-0.5 text-small text-soft">{hint}</p>
      <div className="mt-3 flex flex-col gap-4">{children}</div>
      {onAdd && (
        <Button size="small" className="mt-3" onClick={onAdd}>
          <Plus aria-hidden />
          {add}
        </Button>
      )}
    </fieldset>
  );
}

interface RowProps {
  name: string;
  index: number;
  onRemove: () => void;
  children: ReactNode;
}

function Row({ name, index, onRemove, children }: RowProps) {
  const { t } = useTranslation("playbook");
  return (
    <div className="flex items-start gap-2 border-s-2 border-line ps-4">
      <div className="flex grow flex-col gap-4">{children}</div>
      <IconButton
        label={t("rows.remove", { name: name || t("rows.row", { n: index + 1 }) })}
        onClick={onRemove}
        className="-mt-1"
      >
        <X aria-hidden />
      </IconButton>
    </div>
  );
}
