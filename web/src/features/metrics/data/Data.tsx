import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Database, MessageCircleQuestion } from "lucide-react";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { useMayManage } from "@/lib/me";
import { onNews } from "@/lib/news";
import { NumbersHeader } from "../NumbersHeader";
import { Connect } from "./Connect";
import { DropTables } from "./DropTables";
import { LoadOwn } from "./LoadOwn";
import { SourceRow } from "./SourceRow";
import { isUnderWay, refreshNumbers, sourcesOptions } from "./sources";
import { TryDemoData } from "./TryDemoData";

/** What the numbers are computed from: the sources, how each was loaded, and ways to bring more. */
export function Data() {
  const { t } = useTranslation("metrics");
  const mayManage = useMayManage();
  if (mayManage) return <Sources />;
  return (
    <>
      <NumbersHeader page="data" />
      <p className="text-soft">{t("noData.askManager")}</p>
    </>
  );
}

function Sources() {
  const { t } = useTranslation("metrics");
  const queryClient = useQueryClient();
  const [opened, setOpened] = useState<string | null>(null);
  const query = useQuery(sourcesOptions());
  const running = query.data?.items.some(isUnderWay) ?? false;
  useEffect(() => onNews("metrics.", () => void refreshNumbers(queryClient)), [queryClient]);
  useEffect(() => {
    // What has finished loading can be asked about.
    if (!running) void refreshNumbers(queryClient);
  }, [running, queryClient]);
  return (
    <>
      <NumbersHeader
        page="data"
        actions={
          query.data?.items.some((source) => source.status === "ready") && (
            <Button asChild>
              <Link to="/numbers">
                <MessageCircleQuestion aria-hidden />
                {t("data.askNow")}
              </Link>
            </Button>
          )
        }
      />
      <DropTables onLoaded={setOpened} />
      <Connect onConnected={setOpened} />
      {query.data?.items.every((source) => source.kind !== "own") && <LoadOwn onLoaded={setOpened} />}
      <QueryView query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <div className="mt-10">
              <EmptyState
                icon={<Database aria-hidden />}
                title={t("data.noneTitle")}
                actions={<TryDemoData />}
              >
                {t("data.noneText")}
              </EmptyState>
            </div>
          ) : (
            <ul aria-label={t("data.sources")} className="mt-10 border-t border-line">
              {items.map((source) => (
                <SourceRow
                  key={source.id}
                  source={source}
                  open={opened === source.id}
                  onToggle={() => setOpened(opened === source.id ? null : source.id)}
                />
              ))}
            </ul>
          )
        }
      </QueryView>
    </>
  );
}
