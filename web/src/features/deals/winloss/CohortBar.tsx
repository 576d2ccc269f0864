import { useId } from "react";
import { useTranslation } from "react-i18next";
import type { Cohort, CohortChoices } from "@/api/types.gen";
import { Select } from "@/components/Select";

const FILTERS = [
  "segments",
  "industries",
  "products",
  "lead_sources",
  "competitors",
  "countries",
  "owners",
] as const;

interface CohortBarProps {
  label: string;
  choices: CohortChoices;
  cohort: Cohort;
  onChange: (cohort: Cohort) => void;
}

/** Which closed deals: one choice of each kind that the company's deals differ in, and when they closed. */
export function CohortBar({ label, choices, cohort, onChange }: CohortBarProps) {
  const { t } = useTranslation("winLoss");
  const id = useId();
  const custom = Object.entries(choices.custom).slice(0, 8);
  const day = (value: string | null | undefined) => value?.slice(0, 10) ?? "";
  const dated = (field: "closed_after" | "closed_before", value: string) =>
    onChange({ ...cohort, [field]: value ? `${value}T00:00:00Z` : undefined });
  return (
    <fieldset className="min-w-0">
      <legend className="mb-2 text-small text-soft">{label}</legend>
      <div className="grid grid-cols-2 gap-2 sm:grid-cols-3 lg:grid-cols-5">
        {FILTERS.map(
          (name) =>
            choices[name].length > 1 && (
              <Select
                key={name}
                aria-label={t(`filter.${name}`)}
                none={t(`filter.${name}`)}
                choices={choices[name].map((value) => ({ value, label: value }))}
                value={cohort[name]?.[0] ?? ""}
                onChange={(event) =>
                  onChange({ ...cohort, [name]: event.target.value ? [event.target.value] : [] })
                }
              />
            ),
        )}
        {custom.map(([name, values]) => (
          <Select
            key={name}
            aria-label={name}
            none={name}
            choices={values.map((value) => ({ value, label: value }))}
            value={cohort.custom?.[name]?.[0] ?? ""}
            onChange={(event) => {
              const { [name]: _, ...others } = cohort.custom ?? {};
              onChange({
                ...cohort,
                custom: event.target.value ? { ...others, [name]: [event.target.value] } : others,
              });
            }}
          />
        ))}
        {(["closed_after", "closed_before"] as const).map((field) => (
          <label
            key={field}
            htmlFor={`${id}-${field}`}
            className="flex items-center gap-2 text-small text-soft"
          >
            <span className="shrink-0">{t(`filter.${field}`)}</span>
            <input
              id={`${id}-${field}`}
              type="date"
              value={day(cohort[field])}
              onChange={(event) => dated(field, event.target.value)}
              className="h-9 w-full min-w-0 rounded-control border border-edge/70 bg-surface px-2 text-ink touch:h-11"
            />
          </label>
        ))}
      </div>
    </fieldset>
  );
}
