import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { insightsHistoryInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import { Fold } from "@/components/Fold";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";

/** What a pinned answer said before it was refreshed, the newest first. */
export function History({ insightId }: { insightId: string }) {
  const { t } = useTranslation("insights");
  return (
    <Fold summary={t("history.title")}>
      <Past insightId={insightId} />
    </Fold>
  );
}

function Past({ insightId }: { insightId: string }) {
  const { t } = useTranslation("insights");
  const format = useFormats();
  const query = useInfiniteQuery({
    ...insightsHistoryInfiniteOptions({ path: { insight_id: insightId } }),
    initialPageParam: { path: { insight_id: insightId } },
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={3} />}>
      {({ pages }) => {
        const past = pages.flatMap((page) => page.items);
        if (past.length === 0) return <p className="text-small text-soft">{t("history.none")}</p>;
        return (
          <>
            <ol className="flex flex-col gap-3 text-small">
              {past.map((state) => (
                <li key={state.id}>
                  <time dateTime={state.at} className="text-soft">
                    {format.day(state.at)} {format.time(state.at)}
                  </time>
                  <p dir="auto">{state.text}</p>
                </li>
              ))}
            </ol>
            <LoadMore query={query} className="mt-3" />
          </>
        );
      }}
    </QueryView>
  );
}
