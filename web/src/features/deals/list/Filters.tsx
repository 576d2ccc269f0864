import { useQuery } from "@tanstack/react-query";
import { SlidersHorizontal } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dealsGetFacetsOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Field, Input } from "@/components/Field";
import { Popover } from "@/components/Popover";
import { Select } from "@/components/Select";
import { OwnerFilter } from "../OwnerFilter";
import { useStages } from "../useStages";
import { Words } from "../Words";
import { type DealSearch, STATUSES } from "./filter";

interface FiltersProps {
  search: DealSearch;
  onSearch: (search: DealSearch) => void;
  /** Filters that make no sense on this page. */
  without?: ("stage" | "status")[];
}

const place = "max-sm:min-w-0 max-sm:grow max-sm:basis-[45%] sm:max-w-48";

/** What the list or the board is narrowed to; kept in the address. */
export function Filters({ search, onSearch, without = [] }: FiltersProps) {
  const { t } = useTranslation("deals");
  const stages = useStages();
  const set = (change: Partial<DealSearch>) => onSearch({ ...search, ...change });
  return (
    <search className="mb-6 flex flex-wrap gap-2">
      <Words label={t("filters.words")} value={search.q} onChange={(q) => set({ q })} />
      {!without.includes("status") && (
        <Select
          aria-label={t("filters.status")}
          none={t("filters.anyStatus")}
          choices={STATUSES.map((status) => ({ value: status, label: t(`statuses.${status}`) }))}
          value={search.status ?? ""}
          onChange={(event) => set({ status: STATUSES.find((one) => one === event.target.value) })}
          className={place}
        />
      )}
      {!without.includes("stage") && (
        <Select
          aria-label={t("filters.stage")}
          none={t("filters.anyStage")}
          choices={stages.map((stage) => ({ value: stage.name, label: stage.name }))}
          value={search.stage ?? ""}
          onChange={(event) => set({ stage: event.target.value || undefined })}
          className={place}
        />
      )}
      <OwnerFilter value={search.owner} onChange={(owner) => set({ owner })} className={place} />
      <More search={search} onSearch={onSearch} />
    </search>
  );
}

/** The rarer filters, in a box of their own; the button says how many of them hold. */
function More({ search, onSearch }: Omit<FiltersProps, "without">) {
  const { t } = useTranslation("deals");
  const set = (change: Partial<DealSearch>) => onSearch({ ...search, ...change });
  const rivals = useQuery(dealsGetFacetsOptions()).data?.competitors ?? [];
  const { competitor, min, max, after, before, stale } = search;
  const held = [competitor, min, max, after, before, stale].filter((value) => value !== undefined).length;
  const amount = (name: "min" | "max") => (
    <Field label={t(`filters.${name}`)} optional="unsaid">
      <Input
        type="number"
        inputMode="numeric"
        min={0}
        defaultValue={search[name] ?? ""}
        onBlur={(event) =>
          set({ [name]: event.target.value === "" ? undefined : Number(event.target.value) })
        }
      />
    </Field>
  );
  const day = (name: "after" | "before") => (
    <Field label={t(`filters.${name}`)} optional="unsaid">
      <Input
        type="date"
        value={search[name] ?? ""}
        onChange={(event) => set({ [name]: event.target.value || undefined })}
      />
    </Field>
  );
  return (
    <>
      <Popover
        label={t("filters.more")}
        trigger={
          <Button>
            <SlidersHorizontal aria-hidden />
            {t("filters.more")}
            {held > 0 && <span className="tabular-nums">({held})</span>}
          </Button>
        }
      >
        <div className="flex flex-col gap-4 text-body">
          <label className="flex items-center gap-2.5 touch:min-h-11">
            <input
              type="checkbox"
              checked={stale ?? false}
              onChange={(event) => set({ stale: event.target.checked || undefined })}
            />
            {t("filters.stale")}
          </label>
          {(rivals.length > 0 || competitor) && (
            <Select
              aria-label={t("filters.competitor")}
              none={t("filters.anyCompetitor")}
              choices={rivals.map((name) => ({ value: name, label: name }))}
              value={competitor ?? ""}
              onChange={(event) => set({ competitor: event.target.value || undefined })}
            />
          )}
          <div className="grid grid-cols-2 gap-3">
            {amount("min")}
            {amount("max")}
          </div>
          <div className="grid grid-cols-2 gap-3">
            {day("after")}
            {day("before")}
          </div>
        </div>
      </Popover>
      {held > 0 && (
        <Button
          kind="quiet"
          onClick={() =>
            set({
              competitor: undefined,
              min: undefined,
              max: undefined,
              after: undefined,
              before: undefined,
              stale: undefined,
            })
          }
        >
          {t("filters.clear")}
        </Button>
      )}
    </>
  );
}
