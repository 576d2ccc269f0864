import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function Quick() {
  const { t } = useTranslation();
  return <PageHeader title={t("nav.practice")} />;
}
