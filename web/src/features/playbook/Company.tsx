import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function Company() {
  const { t } = useTranslation();
  return <PageHeader title={t("app")} />;
}
