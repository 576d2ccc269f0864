import { useInfiniteQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  dealsListCrmFindingsInfiniteOptions,
  dealsListCrmRunsInfiniteOptions,
} from "@/api/@tanstack/react-query.gen";
import type { CrmFindingOut, CrmRunOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { RunLine } from "./RunLine";

/** The syncs of a connection, the latest first, each opening to what it found. */
export function Runs({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("crm");
  const path = { connection_id: connectionId };
  const query = useInfiniteQuery({
    ...dealsListCrmRunsInfiniteOptions({ path }),
    initialPageParam: { path },
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const runs = pages.flatMap((page) => page.items);
        if (runs.length === 0) return <p className="text-soft">{t("runs.none")}</p>;
        return (
          <>
            <ol className="flex max-w-3xl flex-col">
              {runs.map((run) => (
                <Run key={run.id} run={run} />
              ))}
            </ol>
            <LoadMore query={query} className="mt-4" />
          </>
        );
      }}
    </QueryView>
  );
}

function Run({ run }: { run: CrmRunOut }) {
  const { t } = useTranslation("crm");
  const [open, setOpen] = useState(false);
  return (
    <li className="border-b border-line py-3 last:border-0">
      <div className="flex flex-wrap items-start justify-between gap-2">
        <RunLine run={run} />
        <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
          {t(open ? "runs.close" : "runs.open")}
        </Button>
      </div>
      {open && <Findings runId={run.id} />}
    </li>
  );
}

function Findings({ runId }: { runId: string }) {
  const { t } = useTranslation("crm");
  const path = { run_id: runId };
  const query = useInfiniteQuery({
    ...dealsListCrmFindingsInfiniteOptions({ path }),
    initialPageParam: { path },
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <QueryView query={query}>
      {({ pages }) => {
        const found = pages.flatMap((page) => page.items);
        if (found.length === 0) return <p className="mt-2 text-soft">{t("counts.nothing")}</p>;
        return (
          <>
            <ul className="mt-2 flex flex-col gap-2">
              {found.map((one) => (
                <Finding key={one.id} finding={one} />
              ))}
            </ul>
            <LoadMore query={query} className="mt-3" />
          </>
        );
      }}
    </QueryView>
  );
}

function Finding({ finding }: { finding: CrmFindingOut }) {
  const { t } = useTranslation("crm");
  return (
    <li className="border-s-2 border-line ps-3 text-small">
      <p dir="auto">
        {finding.link ? (
          <a href={finding.link} className="font-strong hover:underline">
            <bdi>{finding.name}</bdi>
          </a>
        ) : (
          <bdi className="font-strong">{finding.name}</bdi>
        )}{" "}
        {finding.text}
      </p>
      {finding.what === "conflict" && (
        <p className="text-soft">
          {t("runs.was")} <bdi>{finding.ringside ?? "–"}</bdi> · {t("runs.is")}{" "}
          <bdi>{finding.crm ?? "–"}</bdi>
        </p>
      )}
    </li>
  );
}
