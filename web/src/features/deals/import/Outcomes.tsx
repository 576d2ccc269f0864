import { useTranslation } from "react-i18next";
import type { ImportMapping, ImportOutcome } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { Select } from "@/components/Select";
import { STATUSES } from "../list/filter";

interface OutcomesProps {
  outcome: readonly ImportOutcome[];
  mapping: ImportMapping;
  onChange: (mapping: ImportMapping) => void;
}

/** What each value of the status or stage column means for a deal. */
export function Outcomes({ outcome, mapping, onChange }: OutcomesProps) {
  const { t } = useTranslation(["importing", "deals"]);
  if (outcome.length === 0) return null;
  return (
    <Section title={t("outcome.title")} hint={t("outcome.hint")}>
      <ul className="grid gap-x-8 gap-y-3 sm:grid-cols-2">
        {outcome.map(({ value, status, rows }) => {
          const said = mapping.outcome?.[value];
          return (
            <li key={value} className="grid grid-cols-[minmax(0,1fr)_10rem] items-center gap-3">
              <span className="min-w-0">
                <bdi className="block truncate">{value || t("outcome.blank")}</bdi>
                <span className="text-small text-soft">{t("rows", { count: rows })}</span>
                {status === null && !said && (
                  <span className="ms-2 text-small text-warn">{t("outcome.unknown")}</span>
                )}
              </span>
              <Select
                aria-label={t("outcome.means", { value })}
                choices={STATUSES.map((one) => ({ value: one, label: t(`deals:statuses.${one}`) }))}
                value={said ?? status ?? "open"}
                onChange={(event) => {
                  const chosen = STATUSES.find((one) => one === event.target.value);
                  if (chosen) onChange({ ...mapping, outcome: { ...mapping.outcome, [value]: chosen } });
                }}
              />
            </li>
          );
        })}
      </ul>
    </Section>
  );
}
