import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsGetBoardOptions } from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { Skeleton } from "@/components/Skeleton";
import { Closing } from "../Closing";
import { DealsActions } from "../DealsActions";
import { DealsHeader } from "../DealsHeader";
import { Filters } from "../list/Filters";
import { asQuery, type DealSearch, filtersSet } from "../list/filter";
import { NoDeals } from "../NoDeals";
import { isListOfDeals } from "../shown";
import { useDealsNews } from "../useDealNews";
import { useMove } from "../useMove";
import { Column } from "./Column";

interface BoardProps {
  search: DealSearch;
  onSearch: (search: DealSearch) => void;
}

/** Deals by stage, side by side. */
export function Board({ search, onSearch }: BoardProps) {
  const { t } = useTranslation("deals");
  const { sort: _, ...filters } = search;
  const query = useQuery({
    ...dealsGetBoardOptions({ query: asQuery(filters) }),
    placeholderData: (old) => old,
  });
  useDealsNews(isListOfDeals);
  const work = useMove(query.data?.columns ?? []);
  const drop = (dealId: string, stage: string) => {
    const deal = query.data?.columns.flatMap((column) => column.items).find((one) => one.id === dealId);
    if (deal?.may_change) work.moving.move(deal, stage);
  };
  return (
    <>
      <DealsHeader page="board" actions={<DealsActions />} />
      <Filters search={filters} onSearch={onSearch} without={["stage"]} />
      <QueryView query={query} skeleton={<Loading />}>
        {({ columns }) => {
          const stages = columns.flatMap((column) => column.stage ?? []);
          if (columns.every((column) => column.count === 0))
            return <NoDeals filtered={filtersSet(filters) > 0} />;
          return (
            <>
              <section
                aria-label={t("board.label")}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: a row that scrolls is reached by the keyboard
                tabIndex={0}
                className="relative -mx-5 flex snap-x scroll-px-5 items-start gap-3 overflow-x-auto px-5 pb-4 md:-mx-10 md:snap-none md:px-10"
              >
                {columns.map((column) => (
                  <Column
                    key={`${column.stage ?? ""}-${column.status}`}
                    column={column}
                    stages={stages}
                    search={search}
                    moving={work.moving}
                    onDropped={drop}
                  />
                ))}
              </section>
              <p className="mt-2 text-small text-soft max-md:hidden">{t("board.keys")}</p>
            </>
          );
        }}
      </QueryView>
      <Closing {...work} />
    </>
  );
}

function Loading() {
  return (
    <div className="flex gap-3 overflow-hidden">
      {["one", "two", "three", "four"].map((place) => (
        <Skeleton key={place} className="h-96 w-72 shrink-0 rounded-large" />
      ))}
    </div>
  );
}
