import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Phone } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  practiceListConversationsInfiniteOptions,
  practiceListScenariosOptions,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { PracticeHeader } from "../PracticeHeader";
import { asQuery, type HistorySearch } from "./filter";
import { HistoryFilters } from "./HistoryFilters";
import { Row } from "./Row";
import { Trend } from "./Trend";

interface HistoryProps {
  search: HistorySearch;
  onSearch: (search: HistorySearch) => void;
}

/** Past calls, newest first. */
export function History({ search, onSearch }: HistoryProps) {
  const { t } = useTranslation("practice");
  const scenarios = useQuery(practiceListScenariosOptions()).data?.items ?? [];
  const query = useInfiniteQuery({
    ...practiceListConversationsInfiniteOptions({ query: asQuery(search) }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
  });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <>
      <PracticeHeader page="history" />
      <HistoryFilters scenarios={scenarios} search={search} onSearch={onSearch} />
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const calls = pages.flatMap((page) => page.items);
          if (calls.length === 0)
            return filtered ? (
              <p className="text-soft">{t("history.noneFiltered")}</p>
            ) : (
              <EmptyState
                icon={<Phone aria-hidden />}
                title={t("history.noneTitle")}
                actions={
                  <>
                    <Button asChild kind="primary">
                      <Link to="/practice/call" search={{ scenario: "cold-call", level: "foundation" }}>
                        {t("history.first")}
                      </Link>
                    </Button>
                    <Button asChild>
                      <Link to="/practice">{t("call.toGallery")}</Link>
                    </Button>
                  </>
                }
              >
                {t("history.noneText")}
              </EmptyState>
            );
          return (
            <>
              <Trend calls={calls} />
              <ul aria-label={t("tabs.history")}>
                {calls.map((call) => (
                  <Row key={call.id} call={call} />
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
