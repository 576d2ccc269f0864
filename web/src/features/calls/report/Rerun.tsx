import { useMutation, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { callsAnalyseCallMutation, playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Dialog, DialogActions } from "@/components/Dialog";
import { ErrorState } from "@/components/ErrorState";
import { Field } from "@/components/Field";
import { Select } from "@/components/Select";
import { useSaved } from "./useSaved";

interface RerunProps {
  call: CallDetail;
  open: boolean;
  onClose: () => void;
}

/** Analyses the call again, perhaps by another rubric. What people said about it stays. */
export function Rerun({ call, open, onClose }: RerunProps) {
  const { t } = useTranslation(["calls", "common"]);
  const rubrics = useQuery({ ...playbookListRubricsOptions(), enabled: open }).data?.items ?? [];
  const [rubric, setRubric] = useState(call.rubric?.id ?? "");
  const [again, setAgain] = useState(false);
  const saved = useSaved(call.id);
  const analyse = useMutation({ ...callsAnalyseCallMutation(), onSuccess: () => saved().then(onClose) });
  return (
    <Dialog open={open} onClose={onClose} title={t("rerun.title")} description={t("rerun.text")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          analyse.mutate({ path: { call_id: call.id }, body: { rubric: rubric || null, transcribe: again } });
        }}
      >
        <Field label={t("rubric")} optional="unsaid">
          <Select
            data-first
            choices={rubrics.map((one) => ({ value: one.id, label: one.title }))}
            value={rubric}
            onChange={(event) => setRubric(event.target.value)}
          />
        </Field>
        {call.media.has_audio && call.transcription && (
          <label className="mt-4 flex items-center gap-2 touch:min-h-11">
            <input type="checkbox" checked={again} onChange={(event) => setAgain(event.target.checked)} />
            {t("rerun.transcribe")}
          </label>
        )}
        {analyse.error && <ErrorState error={analyse.error} className="mt-4" />}
        <DialogActions>
          <Button onClick={onClose}>{t("common:cancel")}</Button>
          <Button type="submit" kind="primary" busy={analyse.isPending}>
            {t("rerun.start")}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
