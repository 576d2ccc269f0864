import { useMutation } from "@tanstack/react-query";
import { Pin, ThumbsDown, ThumbsUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import { metricsJudgeMessageMutation } from "@/api/@tanstack/react-query.gen";
import { Button, IconButton } from "@/components/Button";
import { toast } from "@/components/Toast";
import { usePin } from "../insights/usePin";
import type { Answer, Thumbs } from "../types";

interface ActionsProps {
  answer: Answer;
  onThumbs: (thumbs: Thumbs | null) => void;
}

/** Keep this answer; say whether it was right. */
export function Actions({ answer, onThumbs }: ActionsProps) {
  const { t } = useTranslation("metrics");
  const pin = usePin();
  const rate = useMutation({
    ...metricsJudgeMessageMutation(),
    onMutate: ({ body }) => onThumbs(body.thumbs),
    onSuccess: (_, { body }) => {
      if (body.thumbs) toast(t("actions.thanks"));
    },
    onError: () => {
      onThumbs(answer.thumbs ?? null);
      toast(t("actions.notRated"), { kind: "trouble" });
    },
  });
  const { conversation_id, message_id } = answer;
  const thumb = (value: Thumbs) => ({
    "aria-pressed": answer.thumbs === value,
    onClick: () =>
      rate.mutate({
        path: { conversation_id, message_id },
        body: { thumbs: answer.thumbs === value ? null : value },
      }),
    className: "aria-pressed:bg-accent-wash aria-pressed:text-accent",
  });
  return (
    <div className="-ms-2.5 flex items-center">
      <Button
        size="small"
        kind="quiet"
        busy={pin.isPending}
        onClick={() => pin.mutate({ body: { conversation_id, message_id } })}
      >
        <Pin aria-hidden />
        {t("actions.pin")}
      </Button>
      <IconButton label={t("actions.up")} {...thumb("up")}>
        <ThumbsUp aria-hidden />
      </IconButton>
      <IconButton label={t("actions.down")} {...thumb("down")}>
        <ThumbsDown aria-hidden />
      </IconButton>
    </div>
  );
}
