import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import type { Having, MetricQuery, Metrics } from "../types";
import { labelOfMeasure } from "./options";

/** How many rows are shown. */
export function LimitEditor({ limit, onChange }: { limit: number; onChange: (limit: number) => void }) {
  const { t } = useTranslation("metrics");
  const [text, setText] = useState(String(limit));
  const value = Number(text);
  const whole = Number.isInteger(value) && value >= 1 && value <= 1000;
  return (
    <form
      className="flex items-end gap-2"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        if (whole) onChange(value);
      }}
    >
      <Field label={t("edit.howMany")} optional="unsaid" className="grow">
        <Input inputMode="numeric" value={text} onChange={(event) => setText(event.target.value)} />
      </Field>
      <Button type="submit" size="small" kind="primary" className="h-9" aria-disabled={!whole || undefined}>
        {t("edit.apply")}
      </Button>
    </form>
  );
}

/** Only the leading (or trailing) few, by a measure. */
export function TopEditor({
  top,
  onChange,
}: {
  top: NonNullable<MetricQuery["top"]>;
  onChange: (top: MetricQuery["top"]) => void;
}) {
  const { t } = useTranslation("metrics");
  return (
    <div className="flex flex-col gap-3">
      <Select
        aria-label={t("edit.whichEnd")}
        choices={[
          { value: "top", label: t("edit.largest") },
          { value: "bottom", label: t("edit.smallest") },
        ]}
        value={top.bottom ? "bottom" : "top"}
        onChange={(event) => onChange({ ...top, bottom: event.target.value === "bottom" })}
      />
      <LimitEditor limit={top.n} onChange={(n) => onChange({ ...top, n })} />
    </div>
  );
}

const COMPARED = [">", ">=", "<", "<=", "=", "!=", "between"] as const;

interface HavingEditorProps {
  having: Having;
  metrics: Metrics | undefined;
  onChange: (having: Having) => void;
}

/** A condition on what was added up. */
export function HavingEditor({ having, metrics, onChange }: HavingEditorProps) {
  const { t } = useTranslation("metrics");
  const [op, setOp] = useState(having.op);
  const [texts, setTexts] = useState([String(having.values[0] ?? ""), String(having.values[1] ?? "")]);
  const count = op === "between" ? 2 : 1;
  const values = texts.slice(0, count).map((text) => Number(text.replaceAll(",", "") || Number.NaN));
  const whole = values.every(Number.isFinite);
  return (
    <form
      className="flex flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        if (whole) onChange({ ...having, op, values });
      }}
    >
      <Field label={labelOfMeasure(metrics, having.measure)} optional="unsaid">
        <Select
          choices={COMPARED.map((one) => ({ value: one, label: t(`operators.${one}`) }))}
          value={op}
          onChange={(event) => setOp(event.target.value as Having["op"])}
        />
      </Field>
      {texts.slice(0, count).map((text, index) => (
        <Input
          // biome-ignore lint/suspicious/noArrayIndexKey: the one or two values of a comparison
          key={index}
          inputMode="decimal"
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
