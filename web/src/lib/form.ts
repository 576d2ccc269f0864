import { useTranslation } from "react-i18next";
import { z } from "./zod";

export { shownAtFields, useServerComplaints } from "./complaints";

/** Field rules whose complaints are in the person's language. */
export function useRules() {
  const { t } = useTranslation();
  return {
    text: (max: number) =>
      z
        .string()
        .trim()
        .min(1, t("form.required"))
        .max(max, t("form.long", { n: max })),
    email: () =>
      z
        .string()
        .trim()
        .min(1, t("form.required"))
        .pipe(z.email(t("form.email"))),
    password: () =>
      z
        .string()
        .min(10, t("form.short", { n: 10 }))
        .max(128, t("form.long", { n: 128 })),
  };
}
