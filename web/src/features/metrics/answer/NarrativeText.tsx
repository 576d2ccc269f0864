import { classes } from "@/lib/classes";
import type { Segment, Told } from "../types";
import { FactNumber } from "./FactNumber";

/** The sentence of an answer; each number in it opens to where it comes from. */
export function NarrativeText({
  segments,
  answer,
  quiet,
}: {
  segments: readonly Segment[];
  answer: Told;
  /** Stands below a figure that says the same. */
  quiet?: boolean;
}) {
  const facts = new Map(answer.facts?.map((fact) => [fact.id, fact]));
  return (
    <p dir="auto" className={classes("max-w-prose", !quiet && "text-title font-normal")}>
      {segments.map((segment, place) => {
        const fact = segment.fact ? facts.get(segment.fact) : undefined;
        // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a fixed text
        return fact ? <FactNumber key={place} fact={fact} answer={answer} /> : segment.text;
      })}
    </p>
  );
}
