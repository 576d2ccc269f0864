import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { TimelineItem, TimelinePage } from "@/api/types.gen";
import { LoadMore } from "@/components/LoadMore";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { dayAt } from "../days";
import { Entry } from "./Entry";
import { groups } from "./groups";
import { Kinds } from "./Kinds";
import { timelineOptions, useKinds, type Whose } from "./query";
import { useSought } from "./useSought";

interface TimelineProps {
  of: Whose;
  /** What the page itself brought, shown at once. */
  first: TimelinePage;
  counts?: Partial<Record<TimelineItem["kind"], number>>;
}

/** What happened and what is planned, the newest first; narrowed to some kinds on request. */
export function Timeline({ of, first, counts }: TimelineProps) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const [kinds, toggle] = useKinds();
  const query = useInfiniteQuery(timelineOptions(of, kinds, first));
  const items = query.data?.pages.flatMap((page) => page.items) ?? [];
  const sought = useSought(items, query);
  return (
    <Section title={t("timeline.title")}>
      <Kinds counts={counts} chosen={kinds} onToggle={toggle} />
      <QueryView query={query}>
        {() => {
          if (items.length === 0)
            return (
              <p className="text-soft">{t(kinds.length > 0 ? "timeline.noneOfKind" : "timeline.none")}</p>
            );
          return (
            <>
              {groups(items).map((group) => (
                <section key={group.key} className="mb-6">
                  <h3 className="mb-1 text-small font-normal text-soft">
                    {group.month ? format.month(dayAt(`${group.month}-01`)) : t("timeline.planned")}
                  </h3>
                  <ul>
                    {group.items.map((item) => (
                      <Entry
                        key={item.id}
                        item={item}
                        withDeal={!("deal_id" in of)}
                        sought={sought?.id === item.id ? sought : null}
                      />
                    ))}
                  </ul>
                </section>
              ))}
              <LoadMore query={query} className="mt-2" />
            </>
          );
        }}
      </QueryView>
    </Section>
  );
}
