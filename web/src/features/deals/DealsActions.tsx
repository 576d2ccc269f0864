import { Link, useNavigate } from "@tanstack/react-router";
import { Cable, Download, Ellipsis, ListOrdered, Plus, Upload } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import { Menu } from "@/components/Menu";
import { useMayManage } from "@/lib/me";
import { useExport } from "./useExport";

/** What can be done from the list and the board: a new deal, and what goes in and out. */
export function DealsActions() {
  const { t } = useTranslation("deals");
  const navigate = useNavigate();
  const mayManage = useMayManage();
  const save = useExport();
  return (
    <>
      <Button asChild kind="primary">
        <Link to="/deals" search={{ new: true }}>
          <Plus aria-hidden />
          {t("actions.new")}
        </Link>
      </Button>
      {mayManage && (
        <Menu
          align="end"
          trigger={
            <IconButton label={t("actions.more")} className="max-sm:grow-0!">
              <Ellipsis aria-hidden />
            </IconButton>
          }
          groups={[
            [
              {
                label: t("actions.import"),
                icon: <Upload aria-hidden />,
                onSelect: () => void navigate({ to: "/deals/import" }),
              },
              {
                label: t("actions.connections"),
                icon: <Cable aria-hidden />,
                onSelect: () => void navigate({ to: "/deals/connections" }),
              },
              {
                label: t("actions.stages"),
                icon: <ListOrdered aria-hidden />,
                onSelect: () => void navigate({ to: "/deals/stages" }),
              },
              {
                label: t("actions.export"),
                icon: <Download aria-hidden />,
                onSelect: () => void save("deals"),
              },
            ],
          ]}
        />
      )}
    </>
  );
}
