import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callsCompareCallsOptions } from "@/api/@tanstack/react-query.gen";
import type { CallBand, CompareRow, Comparison } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { useUnits } from "@/components/signals/units";
import { CallsHeader } from "../CallsHeader";
import { Filters } from "./Filters";
import { Strip } from "./Strip";
import { type Compared, type CompareSearch, domain } from "./signals";
import { Table } from "./Table";

interface CompareProps {
  search: CompareSearch;
  onSearch: (search: CompareSearch) => void;
}

/** The calls of a rep or a team on one signal: own percentiles first, the published band beside them. */
export function Compare({ search, onSearch }: CompareProps) {
  const { t } = useTranslation("calls");
  const signal = search.signal ?? "score";
  const query = useQuery({
    ...callsCompareCallsOptions({ query: { signal, rubric: search.rubric } }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <CallsHeader page="compare" />
      <Filters search={search} onSearch={onSearch} />
      <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
        {(found) =>
          found.n > 0 ? (
            <Found found={found} person={search.person} mixed={!search.rubric} />
          ) : search.rubric ? (
            <p className="text-soft">{t("list.noneFiltered")}</p>
          ) : (
            <EmptyState title={t("compare.noneTitle")}>{t("compare.noneText")}</EmptyState>
          )
        }
      </QueryView>
    </>
  );
}

interface FoundProps {
  found: Comparison;
  person: string | undefined;
  /** Calls of every rubric stand side by side. */
  mixed: boolean;
}

function Found({ found, person, mixed }: FoundProps) {
  const { t } = useTranslation("calls");
  const units = useUnits();
  const scale = domain(
    found.points.map((point) => point.value),
    found.unit,
    found.band,
  );
  const reps = found.reps.filter((row) => row.user && (!person || row.user.user_id === person));
  const rows = found.reps.length > 1 ? [found.team, ...reps] : [found.team];
  return (
    <>
      <Section
        title={t(`compare.names.${found.signal as Compared}`)}
        hint={
          <>
            {t("compare.sample", { count: found.n })}
            {found.basis && <> · {t(`compare.basis.${found.basis}`)}</>}
            {(found.left_out ?? 0) > 0 && <> · {t("compare.leftOut", { count: found.left_out })}</>}
          </>
        }
      >
        {person && reps.length === 0 && <p className="mb-4 text-soft">{t("list.noneFiltered")}</p>}
        <ul className="flex flex-col gap-3">
          {rows.map((row) => (
            <li
              key={row.user?.user_id ?? "team"}
              className="grid gap-x-6 gap-y-1 sm:grid-cols-[11rem_minmax(0,1fr)]"
            >
              <Whose row={row} unit={found.unit} />
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
        <p className="flex justify-between border-t border-line pt-1 text-small text-soft sm:ms-50">
          <span>{units(scale[0], found.unit)}</span>
          <span>{units(scale[1], found.unit)}</span>
        </p>
        <p className="mt-5 max-w-prose text-small text-soft">
          {t(found.enough ? "compare.legend" : "compare.few")}
        </p>
        {mixed && found.signal === "score" && (
          <p className="mt-2 max-w-prose text-small text-soft">{t("compare.mixed")}</p>
        )}
        {found.band && <Published band={found.band} unit={found.unit} />}
      </Section>
      <Table found={found} person={person} />
    </>
  );
}

/** Whose line it is, with its middle value and where the middle half of the calls lies. */
function Whose({ row, unit }: { row: CompareRow; unit: string }) {
  const { t } = useTranslation("calls");
  const units = useUnits();
  const { p25, p50, p75 } = row.percentiles;
  const calls = t("compare.calls", { count: row.n });
  return (
    <div>
      <p>{row.user ? <bdi>{row.user.name}</bdi> : t("compare.everybody")}</p>
      <p className="text-small text-soft">
        {p50 != null && row.n > 1 && (
          <>
            {t("compare.middle")}{" "}
            <DottedNumber
              from={{
                definition:
                  p25 != null && p75 != null
                    ? t("compare.middleHalf", { low: units(p25, unit), high: units(p75, unit) })
                    : t("compare.middleOnly"),
                sample: calls,
              }}
            >
              {units(p50, unit)}
            </DottedNumber>
            {" · "}
          </>
        )}
        {p50 != null && row.n === 1 && `${units(p50, unit)} · `}
        {calls}
      </p>
    </div>
  );
}

/** What others published about this signal, and how far it is to be trusted. */
function Published({ band, unit }: { band: CallBand; unit: string }) {
  const { t } = useTranslation("calls");
  const units = useUnits();
  const { low, high } = band;
  const range =
    low != null && high != null
      ? t("compare.between", { low: units(low, unit), high: units(high, unit) })
      : low != null
        ? t("compare.above", { low: units(low, unit) })
        : t("compare.below", { high: units(high ?? 0, unit) });
  return (
    <p className="mt-2 flex max-w-prose gap-2 text-small text-soft">
      <span aria-hidden className="mt-1 h-3 w-4 shrink-0 rounded-small bg-good/25" />
      <span>
        {t("compare.published")} <span className="text-ink">{range}</span>.{" "}
        {t(`compare.provenance.${band.provenance}`)} <bdi>{band.source}</bdi>.
      </span>
    </p>
  );
}
