import { useMutation } from "@tanstack/react-query";
import { RotateCw, TriangleAlert, Upload } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsAnalyseCallMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { useCallProblem } from "../useCallProblem";
import { AttachTranscript } from "./AttachTranscript";
import { useSaved } from "./useSaved";

/** Why there is no report, and what can be done. The upload is kept. */
export function Failed({ call }: { call: CallDetail }) {
  const { t } = useTranslation(["calls", "common"]);
  const words = useCallProblem(call.problem);
  const [attaching, setAttaching] = useState(false);
  const saved = useSaved(call.id);
  const again = useMutation({ ...callsAnalyseCallMutation(), onSuccess: saved });
  return (
    <div role="alert" className="mb-8 flex max-w-prose gap-3 border-s-2 border-bad py-1 ps-4">
      <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p dir="auto" className="font-strong">
          {words.title}
        </p>
        {words.detail && (
          <p dir="auto" className="mt-1 text-soft">
            {words.detail}
          </p>
        )}
        {words.todo && <p className="mt-1">{words.todo}</p>}
        <p className="mt-1">{t("failed.kept")}</p>
        {(call.media.files ?? []).length > 0 && (
          <p className="mt-1 text-small text-soft">
            <bdi>{call.media.files?.join(", ")}</bdi>
          </p>
        )}
        <div className="mt-3 flex flex-wrap gap-2">
          <Button
            size="small"
            busy={again.isPending}
            onClick={() => again.mutate({ path: { call_id: call.id }, body: {} })}
          >
            <RotateCw aria-hidden />
            {t("common:retry")}
          </Button>
          <Button size="small" onClick={() => setAttaching(true)}>
            <Upload aria-hidden />
            {t("attach.title")}
          </Button>
        </div>
        {again.error && <ErrorState error={again.error} className="mt-3" />}
      </div>
      <AttachTranscript call={call} open={attaching} onClose={() => setAttaching(false)} />
    </div>
  );
}
