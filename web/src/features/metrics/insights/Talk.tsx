import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { Trash2 } from "lucide-react";
import { useTranslation } from "react-i18next";
import { insightsDeleteCommentMutation, insightsListCommentsOptions } from "@/api/@tanstack/react-query.gen";
import type { CommentOut, InsightOut } from "@/api/types.gen";
import { Avatar } from "@/components/Avatar";
import { IconButton } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { useMayManage } from "@/lib/me";
import { insightsChanged } from "./requests";
import { Write } from "./Write";

/** What people say about a pinned answer. */
export function Talk({ insight }: { insight: InsightOut }) {
  const { t } = useTranslation("insights");
  const query = useQuery(insightsListCommentsOptions({ path: { insight_id: insight.id } }));
  return (
    <Section title={t("talk.title")}>
      <QueryView query={query} skeleton={<SkeletonText lines={3} />}>
        {(comments) =>
          comments.length === 0 ? (
            <p className="mb-5 text-soft">{t("talk.none")}</p>
          ) : (
            <ol className="mb-5 flex flex-col gap-4">
              {comments.map((comment) => (
                <Comment key={comment.id} comment={comment} insightId={insight.id} />
              ))}
            </ol>
          )
        }
      </QueryView>
      <Write insight={insight} />
    </Section>
  );
}

function Comment({ comment, insightId }: { comment: CommentOut; insightId: string }) {
  const { t } = useTranslation("insights");
  const format = useFormats();
  const queryClient = useQueryClient();
  const mayManage = useMayManage();
  const remove = useMutation({
    ...insightsDeleteCommentMutation(),
    onSuccess: () => insightsChanged(queryClient),
  });
  const name = comment.by.name ?? t("talk.gone");
  return (
    <li className="flex gap-3">
      <Avatar name={name} />
      <div className="min-w-0 grow">
        <p className="flex flex-wrap items-baseline gap-x-2 text-small">
          <bdi className="font-strong">{name}</bdi>
          <time dateTime={comment.at} className="text-soft">
            {format.ago(comment.at)}
          </time>
        </p>
        <p dir="auto" className="whitespace-pre-line">
          {comment.text}
        </p>
        {comment.mentions.length > 0 && (
          <p className="mt-1 text-small text-soft">
            {t("talk.mentioned", {
              names: comment.mentions.map((one) => one.name ?? t("talk.gone")).join(", "),
            })}
          </p>
        )}
      </div>
      {(comment.mine || mayManage) && (
        <IconButton
          label={t("talk.delete")}
          onClick={() => remove.mutate({ path: { insight_id: insightId, comment_id: comment.id } })}
        >
          <Trash2 aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
