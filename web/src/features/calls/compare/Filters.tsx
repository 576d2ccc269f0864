import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import { Select } from "@/components/Select";
import { useMayManage } from "@/lib/me";
import { PersonFilter } from "../PersonSelect";
import { COMPARED, type Compared, type CompareSearch } from "./signals";

interface FiltersProps {
  search: CompareSearch;
  onSearch: (search: CompareSearch) => void;
}

/** What is compared, and whose calls of which kind. */
export function Filters({ search, onSearch }: FiltersProps) {
  const { t } = useTranslation("calls");
  const rubrics = useQuery(playbookListRubricsOptions()).data?.items ?? [];
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
      <Select
        aria-label={t("rubric")}
        none={t("filters.anyRubric")}
        choices={rubrics.map((one) => ({ value: one.id, label: one.title }))}
        value={search.rubric ?? ""}
        onChange={(event) => onSearch({ ...search, rubric: event.target.value || undefined })}
        className={place}
      />
      {useMayManage() && (
        <PersonFilter
          value={search.person}
          onChange={(person) => onSearch({ ...search, person })}
          className={place}
        />
      )}
    </search>
  );
}
