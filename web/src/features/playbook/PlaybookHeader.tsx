import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";

export function PlaybookHeader() {
  const { t } = useTranslation("playbook");
  return (
    <>
      <PageHeader title={t("title")} lead={t("lead")} />
      <LinkTabs
        label={t("title")}
        links={[
          { to: "/playbook", label: t("tabs.company"), exact: true },
          { to: "/playbook/knowledge", label: t("tabs.knowledge") },
          { to: "/playbook/rubrics", label: t("tabs.rubrics") },
        ]}
      />
    </>
  );
}
