import { Link } from "@tanstack/react-router";
import { Handshake } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { useMayManage } from "@/lib/me";

/** Nothing fits the filters, or nothing is there yet and this is how it gets there. */
export function NoDeals({ filtered }: { filtered: boolean }) {
  const { t } = useTranslation("deals");
  const mayManage = useMayManage();
  if (filtered) return <p className="text-soft">{t("list.noneFiltered")}</p>;
  return (
    <EmptyState
      icon={<Handshake aria-hidden />}
      title={t("list.noneTitle")}
      actions={
        <>
          {mayManage && (
            <Button asChild kind="primary">
              <Link to="/deals/import">{t("list.bringFile")}</Link>
            </Button>
          )}
          {mayManage && (
            <Button asChild>
              <Link to="/deals/connections">{t("list.connect")}</Link>
            </Button>
          )}
          <Button asChild kind={mayManage ? "secondary" : "primary"}>
            <Link to="/deals" search={{ new: true }}>
              {t("list.byHand")}
            </Link>
          </Button>
        </>
      }
    >
      {t("list.noneText")}
    </EmptyState>
  );
}
