import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";
import { useMayManage } from "@/lib/me";

/** The heading of the numbers room, its pages side by side below it. */
export function NumbersHeader({
  page,
  actions,
}: {
  page: "ask" | "summary" | "insights" | "data" | "model" | "usage";
  actions?: ReactNode;
}) {
  const { t } = useTranslation("metrics");
  return (
    <>
      <PageHeader title={t(`pages.${page}`)} lead={t(`leads.${page}`)} actions={actions} />
      <NumbersTabs />
    </>
  );
}

export function NumbersTabs() {
  const { t } = useTranslation("metrics");
  const mayManage = useMayManage();
  return (
    <LinkTabs
      label={t("tabs.label")}
      links={[
        { to: "/numbers", label: t("tabs.ask"), exact: true },
        { to: "/numbers/summary", label: t("tabs.summary") },
        { to: "/numbers/insights", label: t("tabs.insights") },
        ...(mayManage ? [{ to: "/numbers/data" as const, label: t("tabs.data") }] : []),
        { to: "/numbers/model", label: t("tabs.model") },
        { to: "/numbers/usage", label: t("tabs.usage") },
      ]}
    />
  );
}
