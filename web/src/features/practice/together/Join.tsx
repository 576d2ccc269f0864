import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { practiceJoinByLinkMutation } from "@/api/@tanstack/react-query.gen";
import { ErrorState } from "@/components/ErrorState";
import { PageHeader } from "@/components/PageHeader";
import { SkeletonText } from "@/components/Skeleton";

/** Follows a colleague's link into their session. */
export function Join({ token }: { token: string }) {
  const { t } = useTranslation("together");
  const navigate = useNavigate();
  const { mutate, error } = useMutation({
    ...practiceJoinByLinkMutation(),
    onSuccess: ({ conversation_id: conversationId }) =>
      void navigate({ to: "/practice/together/$conversationId", params: { conversationId }, replace: true }),
  });
  useEffect(() => mutate({ body: { token } }), [mutate, token]);
  return (
    <>
      <PageHeader title={t("join.title")} lead={t("join.lead")} />
      {error ? <ErrorState error={error} /> : <SkeletonText />}
    </>
  );
}
