import { useMutation } from "@tanstack/react-query";
import { Check, Copy, Library, Pencil } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsUseObjectionAnswerMutation } from "@/api/@tanstack/react-query.gen";
import type { HandledObjection, ObjectionAnswer } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EngineBadge } from "@/components/EngineBadge";
import { Field, TextArea } from "@/components/Field";
import { toast } from "@/components/Toast";
import { EvidenceList } from "../card/EvidenceList";
import { Feedback } from "../card/Feedback";
import { SaveAnswer } from "./SaveAnswer";
import { UseReport } from "./UseReport";

interface AnswerProps {
  answer: ObjectionAnswer;
  result: HandledObjection;
  dealId?: string;
  contactId?: string;
  onUsed: () => void;
}

/** One way to answer: its LAER steps, what they rest on; to edit, copy and tell how it went. */
export function Answer({ answer, result, dealId, contactId, onUsed }: AnswerProps) {
  const { t } = useTranslation(["objections", "card", "common"]);
  const [edited, setEdited] = useState<string | null>(null);
  const [saving, setSaving] = useState(false);
  const use = useMutation({ ...dealsUseObjectionAnswerMutation(), onSuccess: onUsed });
  const text = edited ?? answer.text;

  async function copy() {
    await navigator.clipboard.writeText(text).catch(() => toast(t("notCopied"), { kind: "trouble" }));
    if (use.isPending || use.data?.text === text) return;
    use.mutate({
      body: {
        entry_id: answer.entry_id,
        deal_id: dealId,
        contact_id: contactId,
        kind: result.chosen,
        concern: result.concern_id,
        tone: answer.tone,
        language: result.language,
        objection: result.text,
        text,
        edited: edited !== null && edited !== answer.text,
        source: answer.source,
      },
    });
  }

  return (
    <li className="border-b border-line py-5 last:border-0">
      <div className="mb-3 flex flex-wrap items-center justify-between gap-x-3 gap-y-1">
        <h3 className="flex items-center gap-3 font-strong">
          {t(`card:tone.${answer.tone}`)}
          {answer.entry_id && (
            <span className="inline-flex items-center gap-1 text-small font-normal text-soft">
              <Library aria-hidden className="size-3.5" />
              {t("fromLibrary")}
            </span>
          )}
        </h3>
        <div className="flex items-center gap-1">
          <EngineBadge
            source={answer.source ?? "builtin"}
            promptVersion={answer.prompt_version}
            note={answer.note}
          />
          <Feedback
            card="objection"
            item={`${result.chosen}:${answer.tone}:${answer.entry_id ?? "composed"}`}
            dealId={dealId}
            contactId={contactId}
            source={answer.source}
          />
        </div>
      </div>
      {edited === null ? (
        <Steps answer={answer} />
      ) : (
        <Field label={t("editAnswer")}>
          <TextArea
            rows={6}
            maxLength={4000}
            value={edited}
            onChange={(event) => setEdited(event.target.value)}
          />
        </Field>
      )}
      {answer.sources.length > 0 ? (
        <div className="mt-4">
          <h4 className="mb-1 text-small text-soft">{t("restsOn")}</h4>
          <EvidenceList evidence={answer.sources} />
        </div>
      ) : (
        <p className="mt-3 text-small text-soft">{t("noSource")}</p>
      )}
      <div className="mt-4 flex flex-wrap gap-2">
        <Button size="small" onClick={() => void copy()} disabled={!text.trim()}>
          {use.data?.text === text ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{use.data?.text === text ? t("common:copied") : t("common:copy")}</span>
        </Button>
        <Button size="small" kind="quiet" onClick={() => setEdited(edited === null ? answer.text : null)}>
          <Pencil aria-hidden />
          {t(edited === null ? "edit" : "undoEdit")}
        </Button>
        <Button size="small" kind="quiet" onClick={() => setSaving(true)}>
          <Library aria-hidden />
          {t("keep")}
        </Button>
      </div>
      {use.data && <UseReport use={use.data} />}
      {saving && (
        <SaveAnswer text={text} tone={answer.tone} result={result} onClose={() => setSaving(false)} />
      )}
    </li>
  );
}

function Steps({ answer }: { answer: ObjectionAnswer }) {
  const { t } = useTranslation("objections");
  return (
    <dl className="flex flex-col gap-2">
      {answer.steps.map((step) => (
        <div key={step.step} className="grid gap-x-4 sm:grid-cols-[6.5rem_minmax(0,1fr)]">
          <dt className="pt-0.5 text-small text-soft">{t(`steps.${step.step}`)}</dt>
          <dd dir="auto" className="leading-7 text-pretty">
            {step.sentences.map((sentence) => sentence.text).join(" ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
