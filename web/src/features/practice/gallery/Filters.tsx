import { X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ScenarioItem } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Select } from "@/components/Select";
import { KINDS, useChoices } from "../labels";
import type { GallerySearch } from "./filter";

interface FiltersProps {
  all: readonly ScenarioItem[];
  shown: number;
  search: GallerySearch;
  onSearch: (search: GallerySearch) => void;
}

export function Filters({ all, shown, search, onSearch }: FiltersProps) {
  const { t } = useTranslation("practice");
  const choices = useChoices();
  const industries = [...new Set(all.map((scenario) => scenario.industry))].filter(Boolean).sort();
  const kinds = KINDS.filter((kind) => all.some((scenario) => scenario.kind === kind));
  const change = (name: keyof GallerySearch) => (event: { target: { value: string } }) =>
    onSearch({ ...search, [name]: event.target.value || undefined });
  const any = Object.values(search).some((value) => value !== undefined);
  return (
    <div className="mb-6 flex flex-wrap items-center gap-2">
      <Select
        aria-label={t("filters.kind")}
        none={t("filters.anyKind")}
        choices={choices.kinds(kinds)}
        value={search.kind ?? ""}
        onChange={change("kind")}
        className="max-sm:min-w-[45%] max-sm:grow"
      />
      <Select
        aria-label={t("filters.level")}
        none={t("filters.anyLevel")}
        choices={choices.levels()}
        value={search.level ?? ""}
        onChange={change("level")}
        className="max-sm:min-w-[45%] max-sm:grow"
      />
      <Select
        aria-label={t("filters.industry")}
        none={t("filters.anyIndustry")}
        choices={choices.industries(industries)}
        value={search.industry ?? ""}
        onChange={change("industry")}
        className="max-sm:min-w-[45%] max-sm:grow"
      />
      <Select
        aria-label={t("filters.language")}
        none={t("filters.yourLanguage")}
        choices={choices.languages()}
        value={search.language ?? ""}
        onChange={change("language")}
        className="max-sm:min-w-[45%] max-sm:grow"
      />
      <label className="flex h-9 cursor-pointer items-center gap-2 px-2 text-soft hover:text-ink touch:h-11">
        <input
          type="checkbox"
          checked={search.own ?? false}
          onChange={(event) => onSearch({ ...search, own: event.target.checked || undefined })}
          className="size-4"
        />
        {t("filters.own")}
      </label>
      {any && (
        <Button kind="quiet" size="small" onClick={() => onSearch({})}>
          <X aria-hidden />
          {t("filters.clear")}
        </Button>
      )}
      <p role="status" className="ms-auto text-small text-soft tabular-nums">
        {t("gallery.count", { count: shown })}
      </p>
    </div>
  );
}
