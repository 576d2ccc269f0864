import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function People() {
  const { t } = useTranslation();
  return <PageHeader title={t("app")} />;
}
