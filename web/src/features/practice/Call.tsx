import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

interface CallProps {
  scenario?: string;
  level?: string;
  conversation?: string;
  from?: string;
  turn?: number;
}

export function Call(_: CallProps) {
  const { t } = useTranslation();
  return <PageHeader title={t("nav.practice")} />;
}
