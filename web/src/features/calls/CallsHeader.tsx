import { Link } from "@tanstack/react-router";
import { Plus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { LinkTabs } from "@/components/LinkTabs";
import { PageHeader } from "@/components/PageHeader";

/** The heading of the calls room, its pages side by side below it. */
export function CallsHeader({
  page,
  lead,
}: {
  page: "list" | "live" | "search" | "compare" | "agreement";
  lead?: ReactNode;
}) {
  const { t } = useTranslation("calls");
  return (
    <>
      <PageHeader
        title={t(`pages.${page}`)}
        lead={lead ?? t(`leads.${page}`)}
        actions={
          <Button asChild kind="primary">
            <Link to="/calls/new">
              <Plus aria-hidden />
              {t("add.title")}
            </Link>
          </Button>
        }
      />
      <LinkTabs
        label={t("tabs.label")}
        links={[
          { to: "/calls", label: t("tabs.list"), exact: true },
          { to: "/calls/live", label: t("tabs.live") },
          { to: "/calls/search", label: t("tabs.search") },
          { to: "/calls/compare", label: t("tabs.compare") },
          { to: "/calls/agreement", label: t("tabs.agreement") },
        ]}
      />
    </>
  );
}
