import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Bell } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  accountsListNoticesInfiniteOptions,
  accountsReadNoticesMutation,
} from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { LoadMore } from "@/components/LoadMore";
import { PageHeader } from "@/components/PageHeader";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { useNoticeNews } from "@/lib/notices";
import { Notice } from "./Notice";

/** What somebody should know though they did not ask, the newest first. */
export function Notices() {
  const { t } = useTranslation("notices");
  const queryClient = useQueryClient();
  const { changed } = useNoticeNews();
  const query = useInfiniteQuery({
    ...accountsListNoticesInfiniteOptions(),
    initialPageParam: {},
    getNextPageParam: (page) => page.next_cursor,
  });
  const read = useMutation({ ...accountsReadNoticesMutation(), onSuccess: () => changed(queryClient) });
  const unread = query.data?.pages[0]?.unread ?? 0;
  return (
    <>
      <PageHeader
        title={t("title")}
        lead={t("lead")}
        actions={
          unread > 0 && (
            <Button busy={read.isPending} onClick={() => read.mutate({ body: {} })}>
              {t("readAll")}
            </Button>
          )
        }
      />
      <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
        {({ pages }) => {
          const notices = pages.flatMap((page) => page.items);
          if (notices.length === 0)
            return (
              <EmptyState icon={<Bell aria-hidden />} title={t("none")}>
                {t("noneText")}
              </EmptyState>
            );
          return (
            <>
              <ul aria-label={t("title")} className="divide-y divide-line">
                {notices.map((notice) => (
                  <Notice
                    key={notice.id}
                    notice={notice}
                    onRead={() => read.mutate({ body: { ids: [notice.id] } })}
                  />
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
