import { useTranslation } from "react-i18next";
import type { ScenarioItem } from "@/api/types.gen";
import { PersonFilter } from "@/components/PersonFilter";
import { Select } from "@/components/Select";
import { useChoices } from "../labels";
import type { HistorySearch } from "./filter";

interface HistoryFiltersProps {
  scenarios: readonly ScenarioItem[];
  search: HistorySearch;
  onSearch: (search: HistorySearch) => void;
}

export function HistoryFilters({ scenarios, search, onSearch }: HistoryFiltersProps) {
  const { t } = useTranslation("practice");
  const choices = useChoices();
  const change = (name: keyof HistorySearch) => (event: { target: { value: string } }) =>
    onSearch({ ...search, [name]: event.target.value || undefined });
  const place = "max-sm:min-w-[45%] max-sm:grow sm:max-w-64";
  return (
    <div className="mb-6 flex flex-wrap gap-2">
      <Select
        aria-label={t("filters.scenario")}
        none={t("filters.anyScenario")}
        choices={scenarios.map((scenario) => ({ value: scenario.id, label: scenario.title }))}
        value={search.scenario ?? ""}
        onChange={change("scenario")}
        className={place}
      />
      <Select
        aria-label={t("filters.outcome")}
        none={t("filters.anyOutcome")}
        choices={choices.outcomes()}
        value={search.outcome ?? ""}
        onChange={change("outcome")}
        className={place}
      />
      <Select
        aria-label={t("filters.score")}
        none={t("filters.anyScore")}
        choices={(["high", "middle", "low"] as const).map((band) => ({
          value: band,
          label: t(`filters.scores.${band}`),
        }))}
        value={search.score ?? ""}
        onChange={change("score")}
        className={place}
      />
      <PersonFilter
        label={t("filters.person")}
        anyone={t("filters.anyone")}
        value={search.person}
        onChange={(person) => onSearch({ ...search, person })}
        className={place}
      />
    </div>
  );
}
