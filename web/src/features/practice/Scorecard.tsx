import { useTranslation } from "react-i18next";
import { PageHeader } from "@/components/PageHeader";

export function Scorecard({ conversationId: _ }: { conversationId: string }) {
  const { t } = useTranslation();
  return <PageHeader title={t("nav.history")} />;
}
