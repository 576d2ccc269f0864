import { useTranslation } from "react-i18next";
import type { DealPage } from "@/api/types.gen";
import { Section } from "@/components/Section";
import { useFormats } from "@/lib/format";
import { Custom } from "../Custom";
import { type Fact, FactRows, useSourceWords } from "../Facts";

/** What else is on record, and where it comes from. */
export function About({ deal }: { deal: DealPage }) {
  const { t } = useTranslation("deals");
  const format = useFormats();
  const sourceWords = useSourceWords();
  // A deal imported closed and without dates: when it was stored is not when it began.
  const undated = deal.source === "import" && deal.status !== "open" && !deal.closed_at;
  const facts: Fact[] = [
    [t("about.nextStep"), deal.next_step],
    [t("about.reason"), deal.close_reason],
    [t("about.product"), deal.product],
    [t("about.leadSource"), deal.lead_source],
    [t("about.began"), undated ? null : format.day(deal.created_at)],
    [t("about.source"), sourceWords(deal.source)],
  ];
  return (
    <Section title={t("about.title")}>
      <FactRows facts={facts} />
      <Custom custom={deal.custom ?? {}} />
    </Section>
  );
}
