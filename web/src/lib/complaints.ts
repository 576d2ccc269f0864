import { useEffect } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { asProblem, type ProblemError } from "./problem";
import { useProblemWords } from "./problem-words";

/** Refusals that are about one field although the server names none. */
const FIELD_BY_SLUG: Record<string, string> = {
  "email-taken": "email",
  "wrong-password": "current_password",
};

/** The fields a refusal is about. */
function complainedAbout(problem: ProblemError): string[] {
  const named = (problem.problem.errors ?? []).map((one) => one.field);
  const known = FIELD_BY_SLUG[problem.slug];
  return named.length === 0 && known ? [known] : named;
}

/** Whether everything the server complained about is shown at a field of this form. */
export function shownAtFields(error: unknown, fields: readonly string[]): boolean {
  const about = complainedAbout(asProblem(error));
  return about.length > 0 && about.every((field) => fields.includes(field));
}

/** Puts the server's complaints at their fields and goes to the first. */
export function useServerComplaints<T extends FieldValues>(form: UseFormReturn<T>, error: unknown): void {
  const { t, i18n } = useTranslation();
  const words = useProblemWords();
  useEffect(() => {
    if (!error) return;
    const problem = asProblem(error);
    const known = Object.keys(form.getValues());
    complainedAbout(problem)
      .filter((field) => known.includes(field))
      .forEach((field, index) => {
        const said = problem.problem.errors?.find((one) => one.field === field)?.problem;
        // The server complains in English; in another language its words would only puzzle.
        const own = said && i18n.language !== "en" ? t("form.refused") : said;
        const message = own ?? words(problem).title;
        form.setError(field as Path<T>, { type: "server", message }, { shouldFocus: index === 0 });
      });
  }, [error, form, t, i18n, words]);
}
