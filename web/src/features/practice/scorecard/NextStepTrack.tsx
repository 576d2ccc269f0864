import { useTranslation } from "react-i18next";
import type { ConversationDetail, NextStep } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { Quoted } from "./Evidence";
import { Figure } from "./figures";
import { wordsAt } from "./wordsAt";

const KINDS = ["none", "vague", "advance", "order"] as const;

/** From no next step to an order: how far this call came. */
export function NextStepTrack({ call, step }: { call: ConversationDetail; step: NextStep }) {
  const { t } = useTranslation("practice");
  const reached = KINDS.indexOf(step.kind);
  const quote = wordsAt(call, step.turn, step.start, step.end);
  return (
    <Figure
      label={t("signals.nextStep")}
      value={t(`nextStep.${step.kind}`)}
      from={{ definition: t(`nextStepDefinitions.${step.kind}`), source: t("signals.nextStepSource") }}
    >
      <ol aria-hidden className="flex gap-1">
        {KINDS.map((kind, place) => (
          <li
            key={kind}
            className={classes(
              "h-1.5 grow rounded-full",
              place <= reached && reached > 0 ? "bg-accent" : "bg-sunken",
            )}
          />
        ))}
      </ol>
      {quote && (
        <p className="mt-2 text-small leading-6">
          <Quoted words={quote} />
        </p>
      )}
    </Figure>
  );
}
