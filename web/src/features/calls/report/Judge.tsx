import { useMutation } from "@tanstack/react-query";
import { Check, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { callsJudgeFindingMutation, callsTakeBackJudgementMutation } from "@/api/@tanstack/react-query.gen";
import type { CallDetail, CallFinding } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { ErrorState } from "@/components/ErrorState";
import { Field, TextArea } from "@/components/Field";
import { useFormats } from "@/lib/format";
import { useSaved } from "./useSaved";

/** Whether the finding is right, by a person who was there. It stays theirs however often the call is analysed. */
export function Judge({ call, finding }: { call: CallDetail; finding: CallFinding }) {
  const { t } = useTranslation(["calls", "common"]);
  const [saying, setSaying] = useState(false);
  const saved = useSaved(call.id);
  const done = { onSuccess: () => saved().then(() => setSaying(false)) };
  const judge = useMutation({ ...callsJudgeFindingMutation(), ...done });
  const takeBack = useMutation({ ...callsTakeBackJudgementMutation(), ...done });
  const path = { call_id: call.id, finding_id: finding.id };
  const error = judge.error ?? takeBack.error;

  if (finding.judgement)
    return (
      <Judged
        judgement={finding.judgement}
        onTakeBack={call.may_judge ? () => takeBack.mutate({ path }) : undefined}
        busy={takeBack.isPending}
      />
    );
  if (!call.may_judge) return null;
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const note = String(new FormData(event.currentTarget).get("note") ?? "").trim();
    judge.mutate({ path, body: { verdict: "wrong", note } });
  };
  return (
    <>
      <span className="ms-auto flex gap-1">
        <Button
          size="small"
          kind="quiet"
          busy={judge.isPending && !saying}
          onClick={() => judge.mutate({ path, body: { verdict: "right" } })}
        >
          <Check aria-hidden />
          {t("judge.right")}
        </Button>
        <Button size="small" kind="quiet" aria-expanded={saying} onClick={() => setSaying(!saying)}>
          <X aria-hidden />
          {t("judge.wrong")}
        </Button>
      </span>
      {saying && (
        <form onSubmit={submit} className="basis-full">
          <Field label={t("judge.why")} optional>
            <TextArea name="note" maxLength={1000} rows={2} autoFocus />
          </Field>
          <div className="mt-2 flex gap-2">
            <Button type="submit" size="small" kind="primary" busy={judge.isPending}>
              {t("judge.markWrong")}
            </Button>
            <Button size="small" onClick={() => setSaying(false)}>
              {t("common:cancel")}
            </Button>
          </div>
        </form>
      )}
      {error && <ErrorState error={error} className="basis-full" />}
    </>
  );
}

interface JudgedProps {
  judgement: NonNullable<CallFinding["judgement"]>;
  onTakeBack?: () => void;
  busy: boolean;
}

function Judged({ judgement, onTakeBack, busy }: JudgedProps) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const Icon = judgement.verdict === "right" ? Check : X;
  return (
    <p className="ms-auto flex flex-wrap items-center justify-end gap-x-2 text-small text-soft">
      <Icon aria-hidden className="size-4" />
      <span>
        {t(`judge.saidBy.${judgement.verdict}`, {
          name: judgement.by.name,
          date: format.day(judgement.at),
        })}
        {judgement.note && (
          <>
            {": "}
            <bdi className="text-ink">{judgement.note}</bdi>
          </>
        )}
      </span>
      {onTakeBack && (
        <Button size="small" kind="quiet" busy={busy} onClick={onTakeBack}>
          {t("takeBack")}
        </Button>
      )}
    </p>
  );
}
