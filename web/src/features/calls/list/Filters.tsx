import { Search } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/Field";
import { PersonFilter } from "@/components/PersonFilter";
import { Select } from "@/components/Select";
import { RubricFilter } from "../RubricFilter";
import { type ListSearch, STATUSES } from "./filter";

interface FiltersProps {
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
}

export function Filters({ search, onSearch }: FiltersProps) {
  const { t } = useTranslation("calls");
  const change = (name: keyof ListSearch) => (event: { target: { value: string } }) =>
    onSearch({ ...search, [name]: event.target.value || undefined });
  const place = "max-sm:min-w-0 max-sm:grow max-sm:basis-[45%] sm:max-w-56";
  return (
    <search className="mb-6 flex flex-wrap gap-2">
      <Words value={search.q ?? ""} onChange={(q) => onSearch({ ...search, q: q || undefined })} />
      <RubricFilter
        value={search.rubric}
        onChange={(rubric) => onSearch({ ...search, rubric })}
        className={place}
      />
      <Select
        aria-label={t("filters.status")}
        none={t("filters.anyStatus")}
        choices={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
        value={search.status ?? ""}
        onChange={change("status")}
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

const TYPING_MS = 300;

/** Words of the title; the list follows when the typing rests. */
function Words({ value, onChange }: { value: string; onChange: (words: string) => void }) {
  const { t } = useTranslation("calls");
  const [typed, setTyped] = useState(value);
  useEffect(() => {
    if (typed.trim() === value) return;
    const timer = setTimeout(() => onChange(typed.trim()), TYPING_MS);
    return () => clearTimeout(timer);
  }, [typed, value, onChange]);
  return (
    <div className="relative grow max-sm:basis-full sm:max-w-64">
      <Search
        aria-hidden
        className="pointer-events-none absolute inset-y-0 start-3 my-auto size-4 text-soft"
      />
      <Input
        type="search"
        aria-label={t("filters.words")}
        placeholder={t("filters.words")}
        maxLength={200}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        className="ps-9"
      />
    </div>
  );
}
