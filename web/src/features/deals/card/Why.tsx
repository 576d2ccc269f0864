import { CircleHelp } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { Popover } from "@/components/Popover";

/** Opens to how a card, or one statement of it, came about. */
export function Why({ children }: { children: ReactNode }) {
  const { t } = useTranslation("card");
  return (
    <Popover
      label={t("why")}
      trigger={
        <IconButton label={t("why")}>
          <CircleHelp aria-hidden />
        </IconButton>
      }
    >
      <div className="flex flex-col gap-3 [&_h3]:font-strong">{children}</div>
    </Popover>
  );
}
