import { useMutation } from "@tanstack/react-query";
import { PenLine } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  callsOverrideCriterionMutation,
  callsTakeBackOverrideMutation,
} from "@/api/@tanstack/react-query.gen";
import type { CallCriterion, CallDetail } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";
import { Segmented } from "@/components/Segmented";
import type { Result } from "@/components/Signal";
import { useFormats } from "@/lib/format";
import { useSaved } from "./useSaved";

const RESULTS: readonly Result[] = ["met", "not_met", "not_observed"];

/** A person's own answer to a criterion: given, shown as theirs, taken back. */
export function Override({ call, criterion }: { call: CallDetail; criterion: CallCriterion }) {
  const { t } = useTranslation(["calls", "common"]);
  const format = useFormats();
  const [open, setOpen] = useState(false);
  const saved = useSaved(call.id);
  const takeBack = useMutation({ ...callsTakeBackOverrideMutation(), onSuccess: saved });
  const { override } = criterion;
  return (
    <div className="mt-1">
      {override && (
        <p className="text-small text-soft">
          {t(override.machine === override.result ? "override.confirmedBy" : "override.changedBy", {
            name: override.by.name,
            date: format.day(override.at),
          })}
          {override.machine !== override.result && (
            <> {t("override.was", { result: t(`common:signal.${criterion.result}`) })}</>
          )}
          {override.note && (
            <>
              {" "}
              <bdi className="text-ink">{override.note}</bdi>
            </>
          )}
        </p>
      )}
      {call.may_judge && (
        <div className="-ms-2.5 flex flex-wrap gap-1">
          <Button size="small" kind="quiet" aria-expanded={open} onClick={() => setOpen(!open)}>
            <PenLine aria-hidden />
            {t("override.change")}
          </Button>
          {override && (
            <Button
              size="small"
              kind="quiet"
              busy={takeBack.isPending}
              onClick={() => takeBack.mutate({ path: { call_id: call.id, criterion_id: criterion.id } })}
            >
              {t("takeBack")}
            </Button>
          )}
        </div>
      )}
      {takeBack.error && <ErrorState error={takeBack.error} />}
      {open && <Form call={call} criterion={criterion} onDone={() => setOpen(false)} />}
    </div>
  );
}

interface FormProps {
  call: CallDetail;
  criterion: CallCriterion;
  onDone: () => void;
}

function Form({ call, criterion, onDone }: FormProps) {
  const { t } = useTranslation(["calls", "common"]);
  const saved = useSaved(call.id);
  const [result, setResult] = useState<Result>(criterion.override?.result ?? criterion.result);
  const [note, setNote] = useState(criterion.override?.note ?? "");
  const save = useMutation({ ...callsOverrideCriterionMutation(), onSuccess: () => saved().then(onDone) });
  return (
    <form
      className="mt-2 flex flex-col gap-3 border-s-2 border-accent ps-4"
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate({
          path: { call_id: call.id, criterion_id: criterion.id },
          body: { result, note: note.trim() },
        });
      }}
    >
      <Segmented
        label={t("override.result")}
        choices={RESULTS.map((one) => ({ value: one, label: t(`common:signal.${one}`) }))}
        value={result}
        onChange={setResult}
      />
      <Field label={t("override.note")} optional>
        <TextArea rows={2} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
      </Field>
      {save.error && <ErrorState error={save.error} />}
      <div className="flex gap-2">
        <Button type="submit" size="small" kind="primary" busy={save.isPending}>
          {t("common:save")}
        </Button>
        <Button size="small" onClick={onDone}>
          {t("common:cancel")}
        </Button>
      </div>
    </form>
  );
}
