import type { MovedMeasure } from "@/api/types.gen";
import { NarrativeText } from "../answer/NarrativeText";
import { MetricChart } from "../chart/MetricChart";
import type { Told } from "../types";
import { after } from "./reading";

/** What contributed to a change, without saying the change itself once more. */
export function Why({
  why,
  said,
  about,
}: {
  why: NonNullable<MovedMeasure["why"]>;
  said: string;
  about: Told;
}) {
  const segments = after(why.narrative.segments, said);
  if (segments.length === 0) return null;
  const drawn = why.chart && why.chart.kind !== "number" ? why.chart : null;
  return (
    <div className="mt-4 flex flex-col gap-4">
      <NarrativeText segments={segments} answer={{ ...about, facts: why.facts }} quiet />
      {drawn && <MetricChart chart={drawn} />}
      {(drawn ? (why.notes ?? []) : []).map((note) => (
        <p key={note} className="text-small text-soft">
          {note}
        </p>
      ))}
    </div>
  );
}
