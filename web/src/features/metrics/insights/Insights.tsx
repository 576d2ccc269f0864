import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Pin } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { insightsListInsightsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { SkeletonText } from "@/components/Skeleton";
import { NumbersHeader } from "../NumbersHeader";
import { Card } from "./Card";

const SCOPES = ["all", "mine", "shared"] as const;

/** Pinned answers: what each says now, who watches it, who talks about it. */
export function Insights() {
  const { t } = useTranslation("insights");
  const [scope, setScope] = useState<(typeof SCOPES)[number]>("all");
  const query = useInfiniteQuery({
    ...insightsListInsightsInfiniteOptions({ query: { scope } }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <>
      <NumbersHeader page="insights" />
      <div className="mb-6">
        <Segmented
          label={t("scope.label")}
          choices={SCOPES.map((value) => ({ value, label: t(`scope.${value}`) }))}
          value={scope}
          onChange={setScope}
        />
      </div>
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const insights = pages.flatMap((page) => page.items);
          if (insights.length === 0) return <None />;
          return (
            <>
              <ul className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
                {insights.map((insight) => (
                  <Card key={insight.id} insight={insight} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-5" />
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function None() {
  const { t } = useTranslation("insights");
  return (
    <EmptyState
      icon={<Pin aria-hidden />}
      title={t("none")}
      actions={
        <Button asChild kind="primary">
          <Link to="/numbers">{t("ask")}</Link>
        </Button>
      }
    >
      {t("noneText")}
    </EmptyState>
  );
}
