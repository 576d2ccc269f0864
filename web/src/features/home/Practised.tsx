import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { practicePractisedMomentsOptions } from "@/api/@tanstack/react-query.gen";
import { FollowUp } from "@/components/FollowUp";
import { Section } from "@/components/Section";

/** The moment of a real call practised last, against the next real call. Nothing where none was practised. */
export function Practised() {
  const { t } = useTranslation("home");
  const { data } = useQuery(practicePractisedMomentsOptions());
  const shown = data?.items.find((item) => item.after) ?? data?.items[0];
  if (!shown) return null;
  return (
    <Section title={t("practised.title")} hint={t("practised.hint")}>
      <FollowUp of={shown} />
    </Section>
  );
}
