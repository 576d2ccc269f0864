import { useTranslation } from "react-i18next";
import type { ImportColumn, ImportMapping, ImportPreview } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { Select } from "@/components/Select";
import { useFieldWords } from "./fields";

interface ColumnsProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** A guess below this is said to be one. */
const SURE = 0.7;

/** Each column of the file, what stands in it, and what it is taken for. */
export function Columns({ preview, mapping, onChange }: ColumnsProps) {
  const { t } = useTranslation("importing");
  const words = useFieldWords();
  const choices = (column: ImportColumn) => [
    { value: "skip", label: t("skip") },
    { value: "custom", label: t("custom") },
    ...preview.fields.map((field) => ({ value: field, label: words(field) })),
    ...(column.field.startsWith("stage_date:") ? [{ value: column.field, label: words(column.field) }] : []),
  ];
  return (
    <Section title={t("columns.title")} hint={t("columns.hint")}>
      <ul className="flex flex-col">
        {preview.columns.map((column) => {
          const said = mapping.columns?.[column.header];
          return (
            <li
              key={column.header}
              className="grid items-start gap-x-6 gap-y-2 border-b border-line py-3 last:border-0 sm:grid-cols-[minmax(0,14rem)_minmax(0,1fr)_16rem]"
            >
              <div className="min-w-0">
                <bdi className="block font-strong wrap-anywhere">{column.header}</bdi>
                <span className="text-small text-soft">
                  {t(`types.${column.type}`)}
                  {column.filled === 0 && ` · ${t("columns.empty")}`}
                </span>
              </div>
              <p dir="auto" className="line-clamp-2 min-w-0 text-small break-words text-soft">
                {column.examples.slice(0, 4).join(" · ")}
              </p>
              <div>
                <Select
                  aria-label={t("columns.takenFor", { column: column.header })}
                  choices={choices(column)}
                  value={said ?? column.field}
                  onChange={(event) =>
                    onChange({
                      ...mapping,
                      columns: { ...mapping.columns, [column.header]: event.target.value },
                    })
                  }
                />
                {said === undefined &&
                  column.confidence < SURE &&
                  column.field !== "skip" &&
                  column.field !== "custom" && (
                    <p className="mt-1 text-small text-warn">{t("columns.unsure")}</p>
                  )}
              </div>
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
