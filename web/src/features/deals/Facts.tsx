import { useTranslation } from "react-i18next";

export type Fact = [name: string, value: string | null | undefined];

/** Names and what is on record for each; what is not on record is not shown. */
export function FactRows({ facts }: { facts: readonly Fact[] }) {
  const known = facts.filter(([, value]) => value);
  if (known.length === 0) return null;
  return (
    <dl className="grid grid-cols-[minmax(5rem,auto)_minmax(0,1fr)] gap-x-4 gap-y-1.5">
      {known.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-small leading-6 text-soft">
            <bdi>{name}</bdi>
          </dt>
          <dd dir="auto" className="break-words">
            {value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** Where a record comes from, for one that was not made here. */
export function useSourceWords(): (source: string) => string | null {
  const { t } = useTranslation("deals");
  return (source) => {
    if (source === "ringside") return null;
    if (source === "import" || source === "demo") return t(`about.sources.${source}`);
    return t("about.sources.crm");
  };
}
