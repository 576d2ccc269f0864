import { useTranslation } from "react-i18next";
import { PersonFilter } from "@/components/PersonFilter";
import { Select } from "@/components/Select";
import { RubricFilter } from "../RubricFilter";
import { COMPARED, type Compared, type CompareSearch } from "./signals";

interface FiltersProps {
  search: CompareSearch;
  onSearch: (search: CompareSearch) => void;
}

/** What is compared, and whose calls of which kind. */
export function Filters({ search, onSearch }: FiltersProps) {
  const { t } = useTranslation("calls");
  const place = "max-sm:min-w-0 max-sm:grow max-sm:basis-[45%] sm:max-w-60";
  return (
    <search className="mb-6 flex flex-wrap gap-2">
      <Select
        aria-label={t("compare.signal")}
        choices={COMPARED.map((one) => ({ value: one, label: t(`compare.names.${one}`) }))}
        value={search.signal ?? "score"}
        onChange={(event) => onSearch({ ...search, signal: event.target.value as Compared })}
        className="max-sm:basis-full sm:max-w-72"
      />
      <RubricFilter
        value={search.rubric}
        onChange={(rubric) => onSearch({ ...search, rubric })}
        className={place}
      />
      <PersonFilter
        label={t("filters.person")}
        anyone={t("filters.anyone")}
        value={search.person}
        onChange={(person) => onSearch({ ...search, person })}
        className={place}
      />
    </search>
  );
}
