import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Signals as Measured, Objection } from "@/api/types.gen";
import { Section } from "@/components/Section";
import type { Said } from "@/lib/wordsAt";
import { Monologue, OtherFigures, Questions, TalkShare } from "./figures";
import { NextStepTrack } from "./NextStepTrack";
import { Objections } from "./Objections";

interface SignalsProps {
  turns: readonly Said[];
  signals: Measured;
  besideObjection?: (objection: Objection) => ReactNode;
}

/** How the call went in pictures: measured values beside the band that is usual, with where that band comes from. */
export function Signals({ turns, signals, besideObjection }: SignalsProps) {
  const { t } = useTranslation("practice");
  return (
    <Section title={t("signals.title")} hint={t("signals.hint")}>
      <div className="grid gap-x-10 gap-y-7 sm:grid-cols-2">
        <TalkShare signal={signals.talk_ratio} />
        <Monologue signal={signals.longest_monologue} />
        <Questions signals={signals} />
        <NextStepTrack turns={turns} step={signals.next_step} />
      </div>
      <Objections turns={turns} objections={signals.objections ?? []} beside={besideObjection} />
      <OtherFigures signals={signals} />
    </Section>
  );
}
