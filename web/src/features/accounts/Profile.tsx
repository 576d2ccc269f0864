import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function Profile() {
  const { t } = useTranslation();
  return <PageHeader title={t("app")} />;
}
