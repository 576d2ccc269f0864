import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useDeferredValue, useState } from "react";
import { useTranslation } from "react-i18next";
import { Input } from "@/components/Field";
import type { DimensionItem, Scalar } from "../types";
import { toggled, typedAs } from "./filter";
import { valuesOptions } from "./values";

interface ValueListProps {
  field: string;
  dimension: DimensionItem | undefined;
  values: readonly Scalar[];
  onChange: (values: Scalar[]) => void;
}

/** The values of a field to tick, what is ticked first; more are found by typing. */
export function ValueList({ field, dimension, values, onChange }: ValueListProps) {
  const { t } = useTranslation("metrics");
  const [typed, setTyped] = useState("");
  const wanted = useDeferredValue(typed.trim());
  const found = useQuery(valuesOptions(field, wanted)).data?.items ?? dimension?.samples ?? [];
  const fits = found.filter((one) => String(one).toLocaleLowerCase().includes(wanted.toLocaleLowerCase()));
  const shown = [...new Set([...values, ...fits])].slice(0, 60);
  const fresh = typedAs(typed, dimension);
  const isFresh =
    fresh !== null && !shown.some((one) => String(one).toLocaleLowerCase() === wanted.toLocaleLowerCase());
  return (
    <div>
      <Input
        aria-label={t("edit.findValue")}
        placeholder={t("edit.findValue")}
        value={typed}
        autoComplete="off"
        onChange={(event) => setTyped(event.target.value)}
      />
      <ul className="mt-2 max-h-48 overflow-y-auto">
        {shown.map((value) => (
          <li key={String(value)}>
            <label className="flex min-h-8 cursor-pointer items-center gap-2.5 rounded-small px-1 hover:bg-sunken touch:min-h-11">
              <input
                type="checkbox"
                checked={values.includes(value)}
                onChange={() => onChange(toggled(values, value))}
                className="size-4"
              />
              <bdi className="min-w-0 break-words">{String(value)}</bdi>
            </label>
          </li>
        ))}
      </ul>
      {isFresh && (
        <button
          type="button"
          onClick={() => {
            onChange([...values, fresh]);
            setTyped("");
          }}
          className="flex min-h-8 items-center gap-2 text-accent hover:underline touch:min-h-11"
        >
          <Plus aria-hidden className="size-4" />
          <bdi>{t("edit.addValue", { value: String(fresh) })}</bdi>
        </button>
      )}
    </div>
  );
}
