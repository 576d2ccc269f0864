import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callsCompareCallsOptions } from "@/api/@tanstack/react-query.gen";
import type { Comparison } from "@/api/types.gen";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Select } from "@/components/Select";
import { SkeletonText } from "@/components/Skeleton";
import { useUnits } from "@/components/signals/units";
import { useFormats } from "@/lib/format";
import { CallsHeader } from "../CallsHeader";
import { Strip } from "./Strip";
import { COMPARED, type Compared, type CompareSearch, domain } from "./signals";
import { Table } from "./Table";

interface CompareProps {
  search: CompareSearch;
  onSearch: (search: CompareSearch) => void;
}

/** The calls of a rep or a team on one signal: own percentiles first, the published band beside them. */
export function Compare({ search, onSearch }: CompareProps) {
  const { t } = useTranslation("calls");
  const signal = search.signal ?? "score";
  const query = useQuery(callsCompareCallsOptions({ query: { signal } }));
  return (
    <>
      <CallsHeader page="compare" />
      <Select
        aria-label={t("compare.signal")}
        choices={COMPARED.map((one) => ({ value: one, label: t(`compare.names.${one}`) }))}
        value={signal}
        onChange={(event) => onSearch({ ...search, signal: event.target.value as Compared })}
        className="mb-6 max-w-72"
      />
      <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
        {(found) =>
          found.n === 0 ? (
            <EmptyState title={t("compare.noneTitle")}>{t("compare.noneText")}</EmptyState>
          ) : (
            <Found found={found} signal={signal} />
          )
        }
      </QueryView>
    </>
  );
}

function Found({ found, signal }: { found: Comparison; signal: Compared }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const units = useUnits();
  const scale = domain(
    found.points.map((point) => point.value),
    found.unit,
    found.band,
  );
  const reps = found.reps.filter((row) => row.user);
  return (
    <>
      <Section
        title={t(`compare.names.${signal}`)}
        hint={
          <>
            {t("compare.sample", { count: found.n })}
            {found.basis && <> · {t(`compare.basis.${found.basis}`)}</>}
            {(found.left_out ?? 0) > 0 && <> · {t("compare.leftOut", { count: found.left_out })}</>}
          </>
        }
      >
        <ul className="flex flex-col gap-6">
          {(reps.length > 1 ? [found.team, ...reps] : [found.team]).map((row) => (
            <li
              key={row.user?.user_id ?? "team"}
              className="grid gap-x-6 gap-y-1 sm:grid-cols-[10rem_minmax(0,1fr)]"
            >
              <p>
                {row.user ? <bdi>{row.user.name}</bdi> : t("compare.everybody")}
                <span className="block text-small text-soft">{t("compare.calls", { count: row.n })}</span>
              </p>
              <Strip
                name={row.user?.name ?? t("compare.everybody")}
                points={found.points.filter((point) => !row.user || point.user_id === row.user.user_id)}
                percentiles={row.percentiles}
                band={found.band}
                scale={scale}
                unit={found.unit}
              />
            </li>
          ))}
        </ul>
        <p className="mt-2 flex justify-between text-small text-soft sm:ps-46">
          <span>{units(scale[0], found.unit)}</span>
          <span>{units(scale[1], found.unit)}</span>
        </p>
        <p className="mt-4 max-w-prose text-small text-soft">
          {found.enough ? t("compare.legend") : t("compare.few")}
          {found.band && (
            <>
              {" "}
              {t("compare.band", {
                low: format.number(found.band.low ?? 0, 2),
                high: format.number(found.band.high ?? 0, 2),
              })}{" "}
              <bdi>{found.band.source}</bdi>. {t(`compare.provenance.${found.band.provenance}`)}
            </>
          )}
        </p>
      </Section>
      <Table found={found} />
    </>
  );
}
