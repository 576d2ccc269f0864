import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function Gallery() {
  const { t } = useTranslation();
  return <PageHeader title={t("nav.practice")} />;
}
