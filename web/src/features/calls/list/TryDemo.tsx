import { useMutation } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { callsCreateCallMutation } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import type { Language } from "@/i18n";
import { EXAMPLES } from "./examples";

/** Sends in a short made-up call, so that a report can be seen before anything real is given away. */
export function TryDemo() {
  const { t, i18n } = useTranslation("calls");
  const navigate = useNavigate();
  const create = useMutation({
    ...callsCreateCallMutation(),
    onSuccess: ({ id }) => navigate({ to: "/calls/$callId", params: { callId: id } }),
  });
  const language = i18n.language as Language;
  return (
    <>
      <Button
        busy={create.isPending}
        onClick={() =>
          create.mutate({
            body: {
              title: t("list.exampleTitle"),
              transcript: EXAMPLES[language],
              language,
              consent: { basis: "other", note: t("list.exampleConsent") },
              client_key: `example-${language}`,
            },
          })
        }
      >
        {t("list.tryExample")}
      </Button>
      {create.error && <ErrorState error={create.error} className="basis-full" />}
    </>
  );
}
