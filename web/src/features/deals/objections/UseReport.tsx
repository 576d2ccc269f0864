import { useMutation, useQueryClient } from "@tanstack/react-query";
import { CircleCheck, CircleX, Star } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  dealsListObjectionAnswersQueryKey,
  dealsListObjectionUsesQueryKey,
  dealsReportObjectionUseMutation,
} from "@/api/@tanstack/react-query.gen";
import type { AnswerUseOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { toast } from "@/components/Toast";
import { classes } from "@/lib/classes";

const STARS = [1, 2, 3, 4, 5] as const;

/** How it went: five stars, and whether the objection was resolved. Can be said at once or later. */
export function UseReport({ use }: { use: AnswerUseOut }) {
  const { t } = useTranslation("objections");
  const queryClient = useQueryClient();
  const report = useMutation({
    ...dealsReportObjectionUseMutation(),
    onSuccess: () => {
      for (const key of [dealsListObjectionUsesQueryKey(), dealsListObjectionAnswersQueryKey()])
        void queryClient.invalidateQueries({ queryKey: [{ _id: key[0]._id }] });
    },
    onError: () => toast(t("notSaved"), { kind: "trouble" }),
  });
  const now = report.data ?? use;
  const say = (body: { rating?: number | null; outcome?: "resolved" | "unresolved" | null }) =>
    report.mutate({ path: { use_id: use.id }, body });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 text-small">
      <fieldset className="flex items-center">
        <legend className="sr-only">{t("rate")}</legend>
        <span aria-hidden className="me-2 text-soft">
          {t("rate")}
        </span>
        {STARS.map((star) => (
          <button
            key={star}
            type="button"
            aria-label={t("stars", { count: star })}
            aria-pressed={now.rating === star}
            onClick={() => say({ rating: now.rating === star ? null : star })}
            className="grid size-8 place-items-center rounded-small text-soft hover:text-ink touch:size-11"
          >
            <Star
              aria-hidden
              className={classes("size-4", (now.rating ?? 0) >= star && "fill-current text-accent")}
            />
          </button>
        ))}
      </fieldset>
      <fieldset className="flex gap-1">
        <legend className="sr-only">{t("outcome.ask")}</legend>
        {(["resolved", "unresolved"] as const).map((outcome) => {
          const Icon = outcome === "resolved" ? CircleCheck : CircleX;
          return (
            <Button
              key={outcome}
              size="small"
              kind="quiet"
              aria-pressed={now.outcome === outcome}
              onClick={() => say({ outcome: now.outcome === outcome ? null : outcome })}
              className="aria-pressed:bg-accent-wash aria-pressed:text-accent"
            >
              <Icon aria-hidden />
              {t(`outcome.${outcome}`)}
            </Button>
          );
        })}
      </fieldset>
    </div>
  );
}
