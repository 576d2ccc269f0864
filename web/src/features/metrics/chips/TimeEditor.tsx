import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Select } from "@/components/Select";
import type { Grain, MetricQuery, Metrics } from "../types";
import { PRESETS, plusDays, preset, samePeriod, today } from "./days";
import { putTime } from "./edit";

const GRAINS: Grain[] = ["day", "week", "month", "quarter", "half", "year"];
const PLAIN: Metrics["calendar"] = {
  fiscal_year_starts: 1,
  fiscal_year_named: "end",
  week_starts: "monday",
};

interface TimeEditorProps {
  query: MetricQuery;
  metrics: Metrics | undefined;
  onChange: (query: MetricQuery) => void;
}

/** When: a common period, days of one's own, and whether it is cut into months or the like. */
export function TimeEditor({ query, metrics, onChange }: TimeEditorProps) {
  const { t } = useTranslation("metrics");
  const period = query.time?.period;
  const [first, setFirst] = useState(period?.start ?? "");
  const [last, setLast] = useState(period?.end ? plusDays(period.end, -1) : "");
  const wrong = Boolean(first && last && first > last);
  const choices = PRESETS.map((name) => {
    const value = preset(name, today(), metrics?.calendar ?? PLAIN);
    return { name, period: { ...value, words: t(`presets.${name}`) } };
  });
  const own = () =>
    onChange(
      putTime(query, {
        period:
          first || last ? { start: first || null, end: last ? plusDays(last, 1) : null, words: "" } : null,
      }),
    );
  return (
    <>
      <ul className="flex flex-wrap gap-1.5">
        {choices.map((choice) => (
          <li key={choice.name}>
            <PresetButton
              pressed={samePeriod(choice.period, period)}
              onPress={() => onChange(putTime(query, { period: choice.period }))}
            >
              {t(`presets.${choice.name}`)}
            </PresetButton>
          </li>
        ))}
        <li>
          <PresetButton pressed={!period} onPress={() => onChange(putTime(query, { period: null }))}>
            {t("presets.always")}
          </PresetButton>
        </li>
      </ul>
      <form
        className="mt-4 grid grid-cols-2 items-end gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (!wrong) own();
        }}
      >
        <Field label={t("edit.from")} optional="unsaid">
          <Input type="date" dir="ltr" value={first} onChange={(event) => setFirst(event.target.value)} />
        </Field>
        <Field label={t("edit.to")} optional="unsaid">
          <Input type="date" dir="ltr" value={last} onChange={(event) => setLast(event.target.value)} />
        </Field>
        {wrong && (
          <p role="alert" className="col-span-2 text-bad">
            {t("edit.backwards")}
          </p>
        )}
        <Button type="submit" size="small" className="col-span-2">
          {t("edit.useDays")}
        </Button>
      </form>
      <Field label={t("edit.grain")} optional="unsaid" className="mt-4">
        <Select
          none={t("grains.none")}
          choices={GRAINS.map((grain) => ({ value: grain, label: t(`grains.${grain}`) }))}
          value={query.time?.grain ?? ""}
          onChange={(event) =>
            onChange(putTime(query, { grain: (event.target.value || null) as Grain | null }))
          }
        />
      </Field>
    </>
  );
}

function PresetButton({
  pressed,
  onPress,
  children,
}: {
  pressed: boolean;
  onPress: () => void;
  children: React.ReactNode;
}) {
  return (
    <button
      type="button"
      aria-pressed={pressed}
      onClick={onPress}
      className="h-8 rounded-full border border-line px-3 text-soft transition-colors hover:border-edge hover:text-ink aria-pressed:border-accent aria-pressed:bg-accent-wash aria-pressed:text-accent touch:h-11"
    >
      {children}
    </button>
  );
}
