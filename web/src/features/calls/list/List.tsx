import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { AudioLines } from "lucide-react";
import { useTranslation } from "react-i18next";
import { callsListCallsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { Uploads } from "../add/Uploads";
import { CallsHeader } from "../CallsHeader";
import { isUnderWay } from "../stages";
import { useCallNews } from "../useCallNews";
import { Filters } from "./Filters";
import { asQuery, isFiltered, type ListSearch } from "./filter";
import { Row } from "./Row";
import { TryDemo } from "./TryDemo";

interface ListProps {
  search: ListSearch;
  onSearch: (search: ListSearch) => void;
}

/** Recorded calls, newest first. */
export function List({ search, onSearch }: ListProps) {
  const { t } = useTranslation("calls");
  const query = useInfiniteQuery({
    ...callsListCallsInfiniteOptions({ query: asQuery(search) }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some((page) => page.items.some(isUnderWay)) ? 5000 : false,
  });
  useCallNews(query.data?.pages.some((page) => page.items.some(isUnderWay)) ?? false);
  return (
    <>
      <CallsHeader page="list" />
      <Filters search={search} onSearch={onSearch} />
      <Uploads />
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {({ pages }) => {
          const calls = pages.flatMap((page) => page.items);
          if (calls.length === 0) return isFiltered(search) ? <NoneFiltered /> : <None />;
          return (
            <>
              <ul aria-label={t("tabs.list")}>
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

function NoneFiltered() {
  const { t } = useTranslation("calls");
  return <p className="text-soft">{t("list.noneFiltered")}</p>;
}

function None() {
  const { t } = useTranslation("calls");
  return (
    <EmptyState
      icon={<AudioLines aria-hidden />}
      title={t("list.noneTitle")}
      actions={
        <>
          <Button asChild kind="primary">
            <Link to="/calls/new">{t("list.bringOwn")}</Link>
          </Button>
          <TryDemo />
        </>
      }
    >
      {t("list.noneText")}
    </EmptyState>
  );
}
