import { useQuery } from "@tanstack/react-query";
import { CircleAlert, CircleCheck, CircleX, Download, Info } from "lucide-react";
import { useTranslation } from "react-i18next";
import { metricsGetSourceOptions } from "@/api/@tanstack/react-query.gen";
import type { ProblemOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { useFormats } from "@/lib/format";
import { bySeverity, type Severity } from "./sources";
import { TableReport } from "./TableReport";

const LOOKS = {
  error: { icon: CircleX, hue: "text-bad" },
  warning: { icon: CircleAlert, hue: "text-warn" },
  info: { icon: Info, hue: "text-soft" },
} as const;

/** How a load went: what needs mending and how, then every table with its columns. */
export function LoadReport({ id }: { id: string }) {
  const { t } = useTranslation("metrics");
  const query = useQuery(metricsGetSourceOptions({ path: { source_id: id } }));
  return (
    <QueryView query={query}>
      {({ report, rejected }) => {
        const { tables = [], problems = [] } = report;
        return (
          <div className="pb-8 ps-7 max-sm:ps-0">
            {problems.length === 0 && (
              <p className="flex items-center gap-2 text-good">
                <CircleCheck aria-hidden className="size-4" />
                {t("report.clean")}
              </p>
            )}
            {bySeverity(problems).map(([severity, found]) => (
              <Group key={severity} severity={severity} problems={found} />
            ))}
            {rejected && (
              <Button asChild size="small" className="mt-4">
                <a href={`/api/metrics/sources/${id}/rejected`} download="rejected.csv">
                  <Download aria-hidden />
                  {t("report.rejected")}
                </a>
              </Button>
            )}
            {tables.length > 0 && <h3 className="mt-8 mb-2 font-strong">{t("report.tables")}</h3>}
            {tables.map((table) => (
              <TableReport key={table.name} table={table} open={tables.length === 1} />
            ))}
          </div>
        );
      }}
    </QueryView>
  );
}

function Group({ severity, problems }: { severity: Severity; problems: ProblemOut[] }) {
  const { t } = useTranslation("metrics");
  const { icon: Icon, hue } = LOOKS[severity];
  return (
    <section className="not-first:mt-6" aria-labelledby={`problems-${severity}`}>
      <h3 id={`problems-${severity}`} className={`flex items-center gap-2 font-strong ${hue}`}>
        <Icon aria-hidden className="size-4" />
        {t(`report.${severity}`, { count: problems.length })}
      </h3>
      <ul>
        {problems.map((problem, place) => (
          <ProblemRow
            // biome-ignore lint/suspicious/noArrayIndexKey: a report never changes
            key={place}
            problem={problem}
          />
        ))}
      </ul>
    </section>
  );
}

function ProblemRow({ problem }: { problem: ProblemOut }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const values = problem.values.filter((value) => !problem.what.includes(value));
  const where = [problem.table, problem.column].filter(Boolean).join(" › ");
  return (
    <li className="border-b border-line py-3 last:border-0">
      <p className="text-small text-soft">
        <bdi>{where}</bdi>
        {problem.row != null && <> · {t("report.fromRow", { row: format.plain(problem.row) })}</>}
      </p>
      <p dir="auto" className="max-w-prose">
        {problem.what}
      </p>
      {values.length > 0 && (
        <p className="mt-1 flex flex-wrap gap-1.5 text-small">
          {values.map((value) => (
            <bdi key={value} className="rounded-small bg-sunken px-1.5 py-0.5 break-all">
              {value}
            </bdi>
          ))}
        </p>
      )}
      <p dir="auto" className="mt-1 max-w-prose text-small text-soft">
        {problem.fix}
      </p>
    </li>
  );
}
