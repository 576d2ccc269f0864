import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { playbookGetQuestionnaireOptions } from "@/api/@tanstack/react-query.gen";
import { Button } from "@/components/Button";
import { Section } from "@/components/Section";

const ENOUGH = 0.5;

/** Asks whoever may answer for the company's answers, as long as most of them are missing. */
export function CompanyNudge() {
  const { t } = useTranslation("home");
  const { data } = useQuery(playbookGetQuestionnaireOptions());
  if (!data?.editable || data.completeness >= ENOUGH) return null;
  return (
    <Section title={t("company.title")}>
      <p className="mb-4 max-w-prose text-soft">{t("company.text")}</p>
      <Button asChild>
        <Link to="/playbook">{t("company.action")}</Link>
      </Button>
    </Section>
  );
}
