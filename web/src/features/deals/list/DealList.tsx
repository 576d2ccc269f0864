import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsListDealsInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { DealList as DealsPage } from "@/api/types.gen";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { DealsActions } from "../DealsActions";
import { DealsHeader } from "../DealsHeader";
import { NoDeals } from "../NoDeals";
import { Sums } from "../Sums";
import { isListOfDeals } from "../shown";
import { useDealsNews } from "../useDealNews";
import { Filters } from "./Filters";
import { asQuery, type DealSearch, filtersSet } from "./filter";
import { Table } from "./Table";

interface DealListProps {
  search: DealSearch;
  onSearch: (search: DealSearch) => void;
}

/** Deals one below the other; what is asked for and in which order is in the address. */
export function DealList({ search, onSearch }: DealListProps) {
  const { t } = useTranslation("deals");
  const query = useInfiniteQuery({
    ...dealsListDealsInfiniteOptions({ query: asQuery(search) }),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
    placeholderData: (old) => old,
  });
  useDealsNews(isListOfDeals);
  return (
    <>
      <DealsHeader page="list" actions={<DealsActions />} />
      <Filters search={search} onSearch={onSearch} />
      <QueryView query={query} skeleton={<SkeletonText lines={10} />}>
        {({ pages }) => {
          const deals = pages.flatMap((page) => page.items);
          if (deals.length === 0) return <NoDeals filtered={filtersSet(search) > 0} />;
          return (
            <div className={query.isPlaceholderData ? "opacity-60 transition-opacity" : undefined}>
              <Summary page={pages[0]} />
              <Table
                label={t("pages.list")}
                deals={deals}
                sort={search.sort}
                onSort={(sort) => onSearch({ ...search, sort })}
              />
              <LoadMore query={query} className="mt-5" />
            </div>
          );
        }}
      </QueryView>
    </>
  );
}

/** How many deals the filters let through, and what they sum up to. */
function Summary({ page }: { page: DealsPage | undefined }) {
  const { t } = useTranslation("deals");
  if (!page) return null;
  return (
    <p role="status" className="mb-2 flex flex-wrap gap-x-3 text-small text-soft">
      {t("list.count", { count: page.count })}
      <span>
        <Sums totals={page.totals} />
      </span>
    </p>
  );
}
