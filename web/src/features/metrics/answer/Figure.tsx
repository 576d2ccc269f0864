import type { Told } from "../types";
import { FactNumber } from "./FactNumber";

/** The one number that answers the question, large. */
export function Figure({ answer }: { answer: Told }) {
  const fact = answer.facts?.find((one) => one.id === answer.headline);
  if (!fact) return null;
  return (
    <p>
      <FactNumber fact={fact} answer={answer} className="text-display font-strong" />
      <bdi className="block text-small text-soft">{fact.label}</bdi>
    </p>
  );
}
