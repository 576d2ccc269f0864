import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { dealsCoachHistoryInfiniteOptions } from "@/api/@tanstack/react-query.gen";
import type { StepOut } from "@/api/types.gen";
import { Dialog } from "@/components/Dialog";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import type { Language } from "@/i18n";
import { useFormats } from "@/lib/format";

/** Everything that was suggested on a deal, and what became of it. */
export function History({ dealId, onClose }: { dealId: string; onClose: () => void }) {
  const { t, i18n } = useTranslation("coach");
  const path = { deal_id: dealId };
  const query = useInfiniteQuery({
    ...dealsCoachHistoryInfiniteOptions({
      path,
      query: { limit: 20, language: i18n.language as Language },
    }),
    initialPageParam: { path },
    getNextPageParam: (page) => page.next_cursor,
  });
  return (
    <Dialog open onClose={onClose} title={t("history.title")}>
      <QueryView query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items);
          if (items.length === 0) return <p className="text-soft">{t("history.none")}</p>;
          return (
            <>
              <ul className="divide-y divide-line">
                {items.map((item) => (
                  <Past key={item.id} item={item} />
                ))}
              </ul>
              <LoadMore query={query} className="mt-3" />
            </>
          );
        }}
      </QueryView>
    </Dialog>
  );
}

function Past({ item }: { item: StepOut }) {
  const { t } = useTranslation("coach");
  const format = useFormats();
  const facts = [t(`status.${item.status}`)];
  if (item.by) facts.push(t("history.by", { name: item.by }));
  if (item.reason) facts.push(t(`reasons.${item.reason}` as "reasons.other"));
  if (item.led) facts.push(t("history.led"));
  if (item.progress !== null) facts.push(t(item.progress ? "history.progress" : "history.noProgress"));
  return (
    <li className="py-2.5">
      <p className="flex flex-wrap items-baseline justify-between gap-x-4">
        <bdi>{item.action}</bdi>
        <time dateTime={item.status_at ?? item.at} className="text-small text-soft">
          {format.day(item.status_at ?? item.at)}
        </time>
      </p>
      <p className="text-small text-soft">{facts.join(" · ")}</p>
      {item.note && (
        <p dir="auto" className="mt-1 text-small">
          {item.note}
        </p>
      )}
    </li>
  );
}
