import { Check, Clock, X } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { DealCoaching, Recommendation, StepMark } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { Fold } from "@/components/Fold";
import { Menu } from "@/components/Menu";
import { classes } from "@/lib/classes";
import { Confidence } from "../card/Confidence";
import { EvidenceList } from "../card/EvidenceList";
import { Feedback } from "../card/Feedback";
import { Draft } from "./Draft";
import type { Coach } from "./useCoach";

const REASONS = ["not_now", "already_done", "not_relevant", "wrong_facts", "other"] as const;

interface StepProps {
  step: Recommendation;
  told: DealCoaching;
  coach: Coach;
  /** Whether evidence and draft are in sight at once. */
  open: boolean;
}

/** One suggested step: what, why, on what it rests, and a draft to begin with. */
export function Step({ step, told, coach, open }: StepProps) {
  const { t } = useTranslation("coach");
  return (
    <li className={classes("py-4", step.lead && "-mx-4 border-s-2 border-s-accent px-4 sm:-mx-5 sm:px-5")}>
      {step.lead && <p className="mb-0.5 text-small font-strong text-accent">{t("begin")}</p>}
      <h3 className="font-strong text-pretty" dir="auto">
        {step.action}
      </h3>
      <p className="mt-0.5 max-w-prose text-soft" dir="auto">
        {step.why}
      </p>
      <div className="mt-2 flex flex-wrap items-center gap-x-4 gap-y-1 text-small text-soft">
        <span className="inline-flex items-center gap-1.5" title={t(`effort.${step.effort}`)}>
          <Clock aria-hidden className="size-4" />
          {t("minutes", { count: step.minutes })}
          <span className="sr-only">, {t(`effort.${step.effort}`)}</span>
        </span>
        <Sureness step={step} told={told} />
      </div>
      <Fold open={open} className="mt-2" summary={<span className="text-small">{t("details")}</span>}>
        <div className="mt-2 flex flex-col gap-4">
          <EvidenceList evidence={step.evidence} />
          <Draft step={step} />
        </div>
      </Fold>
      <Marks step={step} told={told} coach={coach} />
    </li>
  );
}

function Sureness({ step, told }: { step: Recommendation; told: DealCoaching }) {
  const { t } = useTranslation("coach");
  const few = step.basis === "rules";
  return (
    <Confidence
      value={step.confidence}
      low={step.low}
      high={step.high}
      few={few}
      from={{
        definition: t("confidence.definition", { days: told.window_days }),
        sample: few
          ? t("confidence.few", { outcomes: told.outcomes, needed: told.needed })
          : t("confidence.sample", { count: told.outcomes }),
        source: few ? undefined : t("confidence.source"),
      }}
    />
  );
}

/** What became of it, and whether it was of use. */
function Marks({ step, told, coach }: { step: Recommendation; told: DealCoaching; coach: Coach }) {
  const { t } = useTranslation("coach");
  const dismiss = (reason: StepMark["reason"]) => coach.mark(step, { status: "dismissed", reason });
  return (
    <div className="mt-3 flex flex-wrap items-center gap-2">
      <Button size="small" busy={coach.marking} onClick={() => coach.mark(step, { status: "done" })}>
        <Check aria-hidden />
        {t("done")}
      </Button>
      <Menu
        header={t("reasons.title")}
        groups={[
          REASONS.map((reason) => ({ label: t(`reasons.${reason}`), onSelect: () => dismiss(reason) })),
        ]}
        trigger={
          <Button size="small" kind="quiet">
            <X aria-hidden />
            {t("dismiss")}
          </Button>
        }
      />
      <span className="ms-auto">
        <Feedback card="coach" item={step.id} dealId={told.deal_id} source={step.draft_source} />
      </span>
    </div>
  );
}
