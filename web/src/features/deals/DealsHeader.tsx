import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";

interface DealsHeaderProps {
  page: "list" | "board" | "contacts" | "accounts" | "objections" | "winLoss" | "coach";
  lead?: ReactNode;
  actions?: ReactNode;
}

/** The heading of the deals room, its pages side by side below it. */
export function DealsHeader({ page, lead, actions }: DealsHeaderProps) {
  const { t } = useTranslation("deals");
  return (
    <>
      <PageHeader title={t(`pages.${page}`)} lead={lead ?? t(`leads.${page}`)} actions={actions} />
      <LinkTabs
        label={t("tabs.label")}
        links={[
          { to: "/deals", label: t("tabs.list"), exact: true },
          { to: "/deals/board", label: t("tabs.board") },
          { to: "/contacts", label: t("tabs.contacts") },
          { to: "/accounts", label: t("tabs.accounts") },
          { to: "/deals/objections", label: t("tabs.objections") },
          { to: "/deals/win-loss", label: t("tabs.winLoss") },
          { to: "/deals/coach", label: t("tabs.coach") },
        ]}
      />
    </>
  );
}
