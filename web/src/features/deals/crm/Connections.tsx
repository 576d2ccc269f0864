import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft, Cable, Plus } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListCrmConnectionsOptions } from "@/api/@tanstack/react-query.gen";
import type { CrmConnectionOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Attention } from "@/components/Signal";
import { ProblemError } from "@/lib/problem";
import { AddConnection } from "./AddConnection";
import { RunLine } from "./RunLine";
import type { Returned } from "./returned";
import { StatusLine } from "./StatusLine";
import { SyncNow } from "./SyncNow";
import { useCrmNews } from "./useCrmNews";

/** Where the deals come from: each connection with how its last sync went. For managers. */
export function Connections({ returned }: { returned: Returned }) {
  const { t } = useTranslation("crm");
  const query = useQuery(dealsListCrmConnectionsOptions());
  useCrmNews();
  const [adding, setAdding] = useState(false);
  const add = (
    <Button kind="primary" onClick={() => setAdding(true)}>
      <Plus aria-hidden />
      {t("add.open")}
    </Button>
  );
  return (
    <>
      <PageHeader
        above={
          <Link to="/deals" className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11">
            <ArrowLeft aria-hidden className="directional size-3.5" />
            {t("back")}
          </Link>
        }
        title={t("title")}
        lead={t("lead")}
        actions={query.data && query.data.items.length > 0 && add}
      />
      {returned.problem && (
        <ErrorState
          error={
            new ProblemError({ type: `/problems/${returned.problem}`, title: t("notConnected"), status: 409 })
          }
          className="mb-6"
        />
      )}
      {returned.connected && (
        <div className="mb-6 max-w-prose">
          <Attention>{t("connected")}</Attention>
        </div>
      )}
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={<Cable aria-hidden />} title={t("noneTitle")} actions={add}>
              {t("noneText")}
            </EmptyState>
          ) : (
            <ul className="flex max-w-3xl flex-col gap-4">
              {items.map((one) => (
                <Row key={one.id} connection={one} />
              ))}
            </ul>
          )
        }
      </QueryView>
      {adding && (
        <AddConnection operatorApps={query.data?.operator_apps ?? []} onClose={() => setAdding(false)} />
      )}
    </>
  );
}

function Row({ connection }: { connection: CrmConnectionOut }) {
  const { t } = useTranslation("crm");
  return (
    <li className="rounded-large border border-line px-5 py-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-3">
        <div className="min-w-0 grow">
          <h2 className="font-strong">
            <Link
              to="/deals/connections/$connectionId"
              params={{ connectionId: connection.id }}
              className="hover:underline"
            >
              <bdi>{connection.name}</bdi>
            </Link>
          </h2>
          <p className="text-small text-soft">
            {t(`kinds.${connection.kind}`)}
            {connection.org && (
              <>
                {" · "}
                <bdi>{connection.org}</bdi>
              </>
            )}
          </p>
          <StatusLine connection={connection} className="mt-1" />
        </div>
        <SyncNow connection={connection} />
      </div>
      {connection.last_run && (
        <RunLine run={connection.last_run} className="mt-3 border-t border-line pt-3" />
      )}
    </li>
  );
}
