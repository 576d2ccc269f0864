import { useTranslation } from "react-i18next";
import type { NextStep } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { type Said, wordsAt } from "@/lib/wordsAt";
import { Quoted } from "../evidence/Evidence";
import { Figure } from "./figures";

const KINDS = ["none", "vague", "advance", "order"] as const;

/** From no next step to an order: how far this call came. */
export function NextStepTrack({ turns, step }: { turns: readonly Said[]; step: NextStep }) {
  const { t } = useTranslation("practice");
  const reached = KINDS.indexOf(step.kind);
  const quote = wordsAt(turns, step.turn, step.start, step.end);
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
