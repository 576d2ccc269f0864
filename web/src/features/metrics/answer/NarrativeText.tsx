import { directionOf } from "@/i18n";
import { classes } from "@/lib/classes";
import type { Fact, Segment, Told } from "../types";
import { FactNumber } from "./FactNumber";

interface NarrativeTextProps {
  segments: readonly Segment[];
  answer: Told;
  /** Stands below a figure that says the same. */
  quiet?: boolean;
}

/** The sentence of an answer; each number in it opens to where it comes from. */
export function NarrativeText({ segments, answer, quiet }: NarrativeTextProps) {
  const facts = new Map(answer.facts?.map((fact) => [fact.id, fact]));
  const numberOf = (segment: Segment | undefined) => {
    const fact = segment?.fact ? facts.get(segment.fact) : undefined;
    return fact && isNumber(fact) ? fact : undefined;
  };
  const { language } = answer;
  return (
    <p className={classes("max-w-prose", !quiet && "text-title font-normal")}>
      <bdi lang={language} dir={language ? directionOf(language) : "auto"}>
        {segments.map((segment, place) => {
          const fact = numberOf(segment);
          const [left, right] = [numberOf(segments[place - 1]), numberOf(segments[place + 1])];
          if (!fact) return joined(segment.text, Boolean(left), Boolean(right));
          // biome-ignore lint/suspicious/noArrayIndexKey: the segments of a fixed text
          return <FactNumber key={place} fact={fact} text={segment.text} answer={answer} />;
        })}
      </bdi>
    </p>
  );
}

/** Names and periods are words of the sentence; the dotted line is for numbers. */
function isNumber(fact: Fact): boolean {
  return typeof fact.value === "number" && fact.role !== "period" && fact.role !== "dimension";
}

const JOIN = "\u2060";

/** Keeps a full stop, a bracket or a Hebrew prefix on the line of the number it belongs to. */
export function joined(text: string, after: boolean, before: boolean): string {
  const head = after && /^[^\s\u2060]/.test(text) ? JOIN : "";
  const tail = before && /[^\s\u2060]$/.test(text) ? JOIN : "";
  return head + text + tail;
}
