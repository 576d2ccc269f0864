import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { accountsListMembersOptions } from "@/api/@tanstack/react-query.gen";
import type { ScenarioItem } from "@/api/types.gen";
import { Select } from "@/components/Select";
import { useMayManage } from "@/lib/me";
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
      {useMayManage() && (
        <PersonFilter value={search.person ?? ""} onChange={change("person")} className={place} />
      )}
    </div>
  );
}

interface PersonFilterProps {
  value: string;
  onChange: (event: { target: { value: string } }) => void;
  className: string;
}

/** Whose calls; for those who coach. */
function PersonFilter({ value, onChange, className }: PersonFilterProps) {
  const { t } = useTranslation("practice");
  const people = useQuery(accountsListMembersOptions({ query: { limit: 100 } })).data?.items ?? [];
  return (
    <Select
      aria-label={t("filters.person")}
      none={t("filters.anyone")}
      choices={people.map((one) => ({ value: one.id, label: one.name }))}
      value={value}
      onChange={onChange}
      className={className}
    />
  );
}
