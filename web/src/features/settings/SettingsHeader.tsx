import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";
import { useMayManage } from "@/lib/me";

export function SettingsHeader() {
  const { t } = useTranslation("settings");
  const company = { to: "/settings/company", label: t("tabs.company") } as const;
  return (
    <>
      <PageHeader title={t("title")} />
      <LinkTabs
        label={t("title")}
        links={[
          { to: "/settings", label: t("tabs.general"), exact: true },
          { to: "/settings/profile", label: t("tabs.profile") },
          { to: "/settings/voice", label: t("tabs.voice") },
          ...(useMayManage() ? [company] : []),
        ]}
      />
    </>
  );
}
