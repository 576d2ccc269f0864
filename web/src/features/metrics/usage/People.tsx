import { useTranslation } from "react-i18next";
import type { PersonCounts } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";

const COLUMNS = ["asked", "answered", "clarified", "refused", "failed"] as const;

/** Who asks how much. Not a ranking: people in the order of their names. */
export function People({ people }: { people: PersonCounts[] }) {
  const { t, i18n } = useTranslation("usage");
  const format = useFormats();
  const named = [...people].sort((one, other) => one.name.localeCompare(other.name, i18n.language));
  return (
    <Section title={t("people")}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <section aria-label={t("people")} tabIndex={0} className="overflow-x-auto">
        <table className="w-full text-small">
          <thead>
            <tr className="text-soft">
              <th scope="col" className="py-1.5 text-start font-normal">
                {t("person")}
              </th>
              {COLUMNS.map((column) => (
                <th key={column} scope="col" className="px-3 py-1.5 text-end font-normal">
                  {t(column)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {named.map((one) => (
              <tr key={one.user_id} className="border-t border-line">
                <th scope="row" className="py-1.5 text-start font-normal">
                  <bdi>{one.name}</bdi>
                </th>
                {COLUMNS.map((column) => (
                  <td key={column} className="px-3 py-1.5 text-end tabular-nums">
                    {format.number(one[column] ?? 0)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Section>
  );
}
