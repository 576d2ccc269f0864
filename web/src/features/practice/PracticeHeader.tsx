import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";

/** The heading of the practice room, its pages side by side below it. */
export function PracticeHeader({
  lead,
  actions,
  page,
}: {
  lead?: ReactNode;
  actions?: ReactNode;
  page: "gallery" | "history" | "quick" | "skills" | "together";
}) {
  const { t } = useTranslation("practice");
  return (
    <>
      <PageHeader title={t(`pages.${page}`)} lead={lead ?? t(`leads.${page}`)} actions={actions} />
      <LinkTabs
        label={t("tabs.label")}
        links={[
          { to: "/practice", label: t("tabs.gallery"), exact: true },
          { to: "/practice/quick", label: t("tabs.quick") },
          { to: "/practice/together", label: t("tabs.together") },
          { to: "/practice/history", label: t("tabs.history") },
          { to: "/practice/skills", label: t("tabs.skills") },
        ]}
      />
    </>
  );
}
