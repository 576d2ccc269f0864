import { useEffect } from "react";
import type { FieldValues, Path, UseFormReturn } from "react-hook-form";
import { useTranslation } from "react-i18next";
import { asProblem } from "./problem";

/** Whether everything the server complained about is shown at a field of this form. */
export function shownAtFields(error: unknown, fields: readonly string[]): boolean {
  const complaints = asProblem(error).problem.errors ?? [];
  return complaints.length > 0 && complaints.every((one) => fields.includes(one.field));
}

/** Puts the server's complaints at their fields and goes to the first. */
export function useServerComplaints<T extends FieldValues>(form: UseFormReturn<T>, error: unknown): void {
  const { t, i18n } = useTranslation();
  useEffect(() => {
    if (!error) return;
    const known = Object.keys(form.getValues());
    const complaints = (asProblem(error).problem.errors ?? []).filter((one) => known.includes(one.field));
    complaints.forEach((one, index) => {
      // The server complains in English; in another language its words would only puzzle.
      const message = i18n.language === "en" ? one.problem : t("form.refused");
      form.setError(one.field as Path<T>, { type: "server", message }, { shouldFocus: index === 0 });
    });
  }, [error, form, t, i18n]);
}
