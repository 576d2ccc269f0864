import { useTranslation } from "react-i18next";
import { Section } from "@/components/Section";
import { Tabs } from "@/components/Tabs";

const WAYS = ["meet", "teams", "zoom", "phone"] as const;

/** How to capture what people really use, step by step. */
export function HowTo() {
  const { t } = useTranslation("live");
  return (
    <Section title={t("howTo.title")} hint={t("howTo.where")}>
      <Tabs
        label={t("howTo.title")}
        tabs={WAYS.map((way) => ({
          id: way,
          label: t(`howTo.${way}.name`),
          content: (
            <ol className="flex max-w-prose list-decimal flex-col gap-2 ps-5">
              {t(`howTo.${way}.steps`)
                .split("|")
                .map((step) => (
                  <li key={step}>{step}</li>
                ))}
            </ol>
          ),
        }))}
      />
    </Section>
  );
}
