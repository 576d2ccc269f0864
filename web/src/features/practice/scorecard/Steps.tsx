import { Link } from "@tanstack/react-router";
import { RotateCcw } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ConversationDetail, Feedback, StepView } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { EngineBadge } from "@/components/EngineBadge";
import { Told } from "@/components/evidence/Evidence";
import { Fold } from "@/components/Fold";
import { Section } from "@/components/Section";
import { threeThings } from "./order";

interface StepsProps {
  call: ConversationDetail;
  feedback: Feedback;
  mine: boolean;
}

/** Three things, in the order in which they happened; what else there is stays folded. */
export function Steps({ call, feedback, mine }: StepsProps) {
  const { t } = useTranslation("practice");
  const { first, rest } = threeThings(feedback.steps);
  const numbered = (steps: StepView[], from: number) =>
    steps.map((step, place) => (
      <Step
        key={`${step.turn}-${step.what}`}
        step={step}
        number={from + place}
        callId={call.id}
        mine={mine}
      />
    ));
  return (
    <Section
      title={t("steps.title", { count: first.length })}
      actions={<EngineBadge source={feedback.source ?? "builtin"} />}
    >
      {first.length === 0 && <p className="text-soft">{t("steps.none")}</p>}
      <ol className="flex flex-col gap-9">{numbered(first, 1)}</ol>
      {rest.length > 0 && (
        <Fold className="mt-8" summary={t("steps.more", { count: rest.length })}>
          <ol className="mt-6 flex flex-col gap-9">{numbered(rest, first.length + 1)}</ol>
        </Fold>
      )}
    </Section>
  );
}

interface StepProps {
  step: StepView;
  number: number;
  callId: string;
  mine: boolean;
}

function Step({ step, number, callId, mine }: StepProps) {
  const { t } = useTranslation("practice");
  const tone = step.focus ? "focus" : step.good ? "good" : "change";
  return (
    <li className="grid grid-cols-[1.75rem_minmax(0,1fr)]">
      <span aria-hidden className="text-title text-soft tabular-nums">
        {number}
      </span>
      <div className="min-w-0">
        <p className="text-small text-soft">
          {t(`steps.${tone}`)} · {t(`skills.${step.skill}`)}
        </p>
        <Told sentence={step.what} quotes={step.quotes} />
        <p dir="auto" className="mt-3 text-soft">
          {step.why}
        </p>
        <p dir="auto" className="mt-2">
          {step.how}
        </p>
        {step.rewrite && (
          <figure className="mt-3 border-s-2 border-accent ps-4">
            <figcaption className="text-small text-soft">{t("steps.sayInstead")}</figcaption>
            <blockquote dir="auto" className="mt-0.5">
              {step.rewrite}
            </blockquote>
          </figure>
        )}
        <div className="mt-3 flex flex-wrap gap-2">
          {mine && step.turn !== null && (
            <Button asChild size="small">
              <Link to="/practice/call" search={{ from: callId, turn: step.turn }}>
                <RotateCcw aria-hidden />
                {t("steps.practise")}
              </Link>
            </Button>
          )}
          {step.rewrite && <CopyButton text={step.rewrite} label={t("steps.copy")} />}
        </div>
      </div>
    </li>
  );
}
