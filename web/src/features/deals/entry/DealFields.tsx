import { useTranslation } from "react-i18next";
import type { StageOut } from "@/api/types.gen";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import { AccountPicker } from "../AccountPicker";
import { type DealForm, isNumberOrEmpty } from "./dealForm";

interface DealFieldsProps {
  form: DealForm;
  /** Stages to begin in; none where the deal already stands in one. */
  stages: readonly StageOut[];
  /** Whether what is wrong is said. */
  checked: boolean;
  onChange: (form: DealForm) => void;
}

export function DealFields({ form, stages, checked, onChange }: DealFieldsProps) {
  const { t } = useTranslation(["deals", "common"]);
  const set = (change: Partial<DealForm>) => onChange({ ...form, ...change });
  const number = (typed: string) => (checked && !isNumberOrEmpty(typed) ? t("form.notANumber") : undefined);
  const open = stages.filter((stage) => stage.status === "open");
  return (
    <>
      <Field
        label={t("form.name")}
        error={checked && !form.name.trim() ? t("common:form.required") : undefined}
        className="sm:col-span-2"
      >
        <Input
          data-first
          maxLength={200}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </Field>
      <Field label={t("form.account")} optional="unsaid" className="sm:col-span-2">
        <AccountPicker value={form.account} onChange={(account) => set({ account })} />
      </Field>
      {open.length > 0 && (
        <Field label={t("filters.stage")} optional="unsaid">
          <Select
            choices={open.map((stage) => ({ value: stage.name, label: stage.name }))}
            value={form.stage || open[0]?.name}
            onChange={(event) => set({ stage: event.target.value })}
          />
        </Field>
      )}
      <Field label={t("fields.close_on")} optional="unsaid">
        <Input
          type="date"
          value={form.close_on}
          onChange={(event) => set({ close_on: event.target.value })}
        />
      </Field>
      <Field label={t("fields.amount")} optional="unsaid" error={number(form.amount)}>
        <Input
          inputMode="decimal"
          value={form.amount}
          onChange={(event) => set({ amount: event.target.value })}
        />
      </Field>
      <Field label={t("form.currency")} optional="unsaid">
        <Input
          dir="ltr"
          maxLength={3}
          placeholder="USD"
          value={form.currency}
          onChange={(event) => set({ currency: event.target.value.toUpperCase() })}
        />
      </Field>
      <Field label={t("form.discount")} optional="unsaid" error={number(form.discount)}>
        <Input
          inputMode="decimal"
          value={form.discount}
          onChange={(event) => set({ discount: event.target.value })}
        />
      </Field>
      <Field label={t("about.product")} optional="unsaid">
        <Input
          maxLength={200}
          value={form.product}
          onChange={(event) => set({ product: event.target.value })}
        />
      </Field>
      <Field label={t("about.nextStep")} optional="unsaid" className="sm:col-span-2">
        <Input
          maxLength={500}
          value={form.next_step}
          onChange={(event) => set({ next_step: event.target.value })}
        />
      </Field>
    </>
  );
}
