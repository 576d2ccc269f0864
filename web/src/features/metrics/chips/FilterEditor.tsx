import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import type { Filter, Metrics, Operator } from "../types";
import { isWhole, operatorsFor, takesList, takesNothing, typedAs, withOperator } from "./filter";
import { dimensionOf } from "./options";
import { ValueList } from "./ValueList";

interface FilterEditorProps {
  filter: Filter;
  metrics: Metrics | undefined;
  onChange: (filter: Filter) => void;
}

/** A condition on one field: is, is not, contains, more than; and its values, offered from the data. */
export function FilterEditor({ filter, metrics, onChange }: FilterEditorProps) {
  const { t } = useTranslation("metrics");
  const dimension = dimensionOf(metrics, filter.field);
  const [draft, setDraft] = useState<Filter>(filter);
  const op: Operator = draft.op ?? "in";
  const values = draft.values ?? [];
  const operators = operatorsFor(dimension);
  const [texts, setTexts] = useState(() => [String(values[0] ?? ""), String(values[1] ?? "")]);
  const count = op === "between" ? 2 : takesNothing(op) || takesList(op) ? 0 : 1;
  const typed = texts.slice(0, count).flatMap((text) => typedAs(text, dimension) ?? []);
  const whole = isWhole(op, count > 0 ? typed : values);
  const kind = dimension && ["date", "datetime"].includes(dimension.type) ? "date" : "text";

  function submit(event: FormEvent) {
    event.preventDefault();
    if (whole) onChange(count > 0 ? { ...draft, values: typed } : draft);
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-3">
      <Field label={dimension?.label ?? filter.field} optional="unsaid">
        <Select
          choices={[...new Set([...operators, op])].map((one) => ({
            value: one,
            label: t(`operators.${one}`),
          }))}
          value={op}
          onChange={(event) => setDraft(withOperator(draft, event.target.value as Operator))}
        />
      </Field>
      {takesList(op) && (
        <ValueList
          field={filter.field}
          dimension={dimension}
          values={values}
          onChange={(next) => setDraft({ ...draft, values: next })}
        />
      )}
      {texts.slice(0, count).map((text, index) => (
        <Input
          // biome-ignore lint/suspicious/noArrayIndexKey: the one or two values of a comparison
          key={index}
          type={kind}
          inputMode={dimension && ["number", "money"].includes(dimension.type) ? "decimal" : undefined}
          aria-label={t(count === 2 ? (index === 0 ? "edit.from" : "edit.to") : "edit.value")}
          value={text}
          onChange={(event) => setTexts(texts.with(index, event.target.value))}
        />
      ))}
      <Button type="submit" size="small" kind="primary" aria-disabled={!whole || undefined}>
        {t("edit.apply")}
      </Button>
    </form>
  );
}
