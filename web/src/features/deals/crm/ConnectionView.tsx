import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { dealsGetCrmConnectionOptions } from "@/api/@tanstack/react-query.gen";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { Tabs } from "@/components/Tabs";
import { Mapping } from "./Mapping";
import { Runs } from "./Runs";
import { Settings } from "./Settings";
import { StatusLine } from "./StatusLine";
import { SyncNow } from "./SyncNow";
import { useCrmNews } from "./useCrmNews";

/** One connection: what its syncs did, which field fills which, and how it is set. */
export function ConnectionView({ connectionId }: { connectionId: string }) {
  const { t } = useTranslation("crm");
  const query = useQuery(dealsGetCrmConnectionOptions({ path: { connection_id: connectionId } }));
  useCrmNews();
  return (
    <QueryView query={query}>
      {(connection) => (
        <>
          <PageHeader
            above={
              <Link
                to="/deals/connections"
                className="inline-flex items-center gap-1 hover:text-ink touch:min-h-11"
              >
                <ArrowLeft aria-hidden className="directional size-3.5" />
                {t("title")}
              </Link>
            }
            title={connection.name}
            lead={<StatusLine connection={connection} />}
            actions={<SyncNow connection={connection} />}
          />
          <Tabs
            label={connection.name}
            tabs={[
              { id: "runs", label: t("tabs.runs"), content: <Runs connectionId={connectionId} /> },
              { id: "fields", label: t("tabs.fields"), content: <Mapping connectionId={connectionId} /> },
              {
                id: "settings",
                label: t("tabs.settings"),
                content: <Settings key={connection.id} connection={connection} />,
              },
            ]}
          />
        </>
      )}
    </QueryView>
  );
}
