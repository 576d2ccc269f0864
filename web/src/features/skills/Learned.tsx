import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { practiceLearnedObjectionsOptions } from "@/api/@tanstack/react-query.gen";
import { Section } from "@/components/Section";

const MOST = 5;

/** What customers of this company object to and how often it is resolved: buyers bring up more of what is not. */
export function Learned() {
  const { t } = useTranslation("skills");
  const { data } = useQuery(practiceLearnedObjectionsOptions());
  if (!data?.items.length) return null;
  return (
    <Section title={t("learned.title")} hint={t("learned.hint")}>
      <ul className="flex flex-col gap-2">
        {data.items.slice(0, MOST).map((item) => (
          <li key={item.kind}>
            <span dir="auto" className="font-strong">
              {item.title}
            </span>
            <span className="block text-small text-soft">
              {t("learned.met", { count: item.raised })}, {t("learned.resolved", { count: item.resolved })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
