import { useTranslation } from "react-i18next";
import type { ConversationItem, Objection, ScenarioItem, StepView } from "@/api/types.gen";
import type { Choice } from "@/components/Select";

export type Level = ScenarioItem["level"];
export type Kind = ScenarioItem["kind"];
export type Skill = StepView["skill"];
export type Outcome = NonNullable<ConversationItem["outcome"]>;
export type ObjectionKind = Objection["kind"];

export const LEVELS: readonly Level[] = ["foundation", "intermediate", "advanced", "expert"];
export const KINDS: readonly Kind[] = [
  "cold_call",
  "discovery",
  "objection",
  "closing",
  "technical",
  "service",
];
export const OUTCOMES: readonly Outcome[] = ["meeting", "callback", "refused", "hangup", "ended"];
export const SKILLS: readonly Skill[] = [
  "opening",
  "discovery",
  "listening",
  "value",
  "objection_handling",
  "closing",
  "product_knowledge",
  "composure",
];
export const OBJECTIONS: readonly ObjectionKind[] = [
  "price",
  "timing",
  "authority",
  "need",
  "trust",
  "competitor",
  "status_quo",
  "integration",
  "not_interested",
  "send_email",
  "call_later",
];

/** The trade's fixed words as choices of a list. */
export function useChoices() {
  const { t } = useTranslation("practice");
  const list = <T extends string>(values: readonly T[], label: (value: T) => string): Choice<T>[] =>
    values.map((value) => ({ value, label: label(value) }));
  return {
    levels: (levels = LEVELS) => list(levels, (level) => t(`levels.${level}`)),
    kinds: (kinds = KINDS) => list(kinds, (kind) => t(`kinds.${kind}`)),
    outcomes: () => list(OUTCOMES, (outcome) => t(`outcomes.${outcome}`)),
    skills: () => list(SKILLS, (skill) => t(`skills.${skill}`)),
    objections: () => list(OBJECTIONS, (kind) => t(`objections.${kind}`)),
    languages: (): Choice<"en" | "he">[] => [
      { value: "en", label: t("languages.en") },
      { value: "he", label: t("languages.he") },
    ],
    markets: (): Choice<"b2b" | "b2c">[] => [
      { value: "b2b", label: t("markets.b2b") },
      { value: "b2c", label: t("markets.b2c") },
    ],
    industries: (industries: readonly string[]) => list(industries, (name) => industryName(t, name)),
  };
}

type Words = ReturnType<typeof useTranslation<"practice">>["t"];

/** Industries that ship have a name in each language; a company's own is shown as it was written. */
function industryName(t: Words, industry: string): string {
  switch (industry) {
    case "insurance":
    case "logistics":
    case "real_estate":
    case "software":
      return t(`industries.${industry}`);
    default:
      return industry;
  }
}
