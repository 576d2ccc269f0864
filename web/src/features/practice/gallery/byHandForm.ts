import { zodResolver } from "@hookform/resolvers/zod";
import { useForm } from "react-hook-form";
import { useTranslation } from "react-i18next";
import type { ScenarioForm } from "@/api/types.gen";
import { useRules } from "@/lib/form";
import { z } from "@/lib/zod";
import { KINDS, LEVELS, OBJECTIONS } from "../labels";
import { goals } from "./made";

const MARKETS = ["b2b", "b2c"] as const;
const LANGUAGES = ["en", "he"] as const;
/** The choice of describing a buyer instead of taking one that is there. */
export const DESCRIBED = "";

/** The form of a scenario written by hand; flat names, because the server's complaints are matched by them. */
export function useByHandForm(persona?: string) {
  const rule = useRules();
  const { i18n, t } = useTranslation("common");
  const some = (max: number) =>
    z
      .string()
      .trim()
      .max(max, t("form.long", { n: max }));
  const schema = z
    .object({
      title: rule.text(120),
      kind: z.enum(KINDS),
      level: z.enum(LEVELS),
      language: z.enum(LANGUAGES),
      market: z.enum(MARKETS),
      goal: rule.text(400),
      situation: some(600),
      learning_goals: z.string(),
      persona_id: z.string(),
      name: some(80),
      role: some(120),
      company: some(120),
      industry: some(80),
      personality: some(120),
      background: some(600),
      needs: z.array(z.object({ topic: rule.text(120), pain: some(400), impact: some(400) })).max(6),
      objections: z.array(z.object({ kind: z.enum(OBJECTIONS), line: some(400), concern: some(400) })).max(6),
    })
    .superRefine((values, check) => {
      if (values.persona_id !== DESCRIBED) return;
      for (const field of ["name", "role"] as const)
        if (values[field].length < 2)
          check.addIssue({ code: "custom", path: [field], message: t("form.required") });
    });
  return useForm({
    resolver: zodResolver(schema),
    defaultValues: {
      title: "",
      kind: "cold_call",
      level: "intermediate",
      language: i18n.language === "he" ? "he" : "en",
      market: "b2b",
      goal: "",
      situation: "",
      learning_goals: "",
      persona_id: persona ?? DESCRIBED,
      name: "",
      role: "",
      company: "",
      industry: "",
      personality: "",
      background: "",
      needs: [],
      objections: [],
    },
  });
}

export type ByHandForm = ReturnType<typeof useByHandForm>;
export type ByHandValues = Parameters<Parameters<ByHandForm["handleSubmit"]>[0]>[0];

/** What is sent: the chosen buyer by id, or the one described. */
export function asBody(values: ByHandValues): ScenarioForm {
  const { title, kind, level, language, market, goal, situation, persona_id } = values;
  const described = persona_id === DESCRIBED;
  const { name, role, company, industry, personality, background, needs, objections } = values;
  return {
    from: "form",
    title,
    kind,
    level,
    language,
    market,
    goal,
    situation,
    learning_goals: goals(values.learning_goals),
    persona_id: described ? null : persona_id,
    persona: described ? { name, role, company, industry, personality, background, needs, objections } : null,
  };
}
