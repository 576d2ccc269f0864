import { useNavigate } from "@tanstack/react-router";
import {
  Building2,
  MessageCircleQuestion,
  MessageCircleWarning,
  Plus,
  Scale,
  SquareKanban,
  Upload,
  Users,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { useMayManage } from "@/lib/me";
import { aboutAddress, handleObjection } from "@/lib/objection";
import type { Command } from "./commands";

/** What the palette can do with deals. */
export function useDealCommands(): Command[] {
  const { t } = useTranslation("common");
  const navigate = useNavigate();
  const mayManage = useMayManage();
  const commands: Command[] = [
    {
      id: "board",
      group: "goTo",
      label: t("nav.board"),
      icon: SquareKanban,
      run: () => void navigate({ to: "/deals/board" }),
    },
    {
      id: "contacts",
      group: "goTo",
      label: t("nav.contacts"),
      icon: Users,
      run: () => void navigate({ to: "/contacts" }),
    },
    {
      id: "accounts",
      group: "goTo",
      label: t("nav.accounts"),
      icon: Building2,
      run: () => void navigate({ to: "/accounts" }),
    },
    {
      id: "objections",
      group: "goTo",
      label: t("nav.objections"),
      icon: MessageCircleQuestion,
      run: () => void navigate({ to: "/deals/objections" }),
    },
    {
      id: "winLoss",
      group: "goTo",
      label: t("nav.winLoss"),
      icon: Scale,
      run: () => void navigate({ to: "/deals/win-loss" }),
    },
    {
      id: "objection",
      group: "do",
      label: t("palette.objection"),
      note: "H",
      icon: MessageCircleWarning,
      run: () => handleObjection(aboutAddress(window.location.pathname)),
    },
    {
      id: "newDeal",
      group: "do",
      label: t("palette.newDeal"),
      icon: Plus,
      run: () => void navigate({ to: "/deals", search: { new: true } }),
    },
  ];
  if (mayManage)
    commands.push({
      id: "importDeals",
      group: "do",
      label: t("palette.importDeals"),
      icon: Upload,
      run: () => void navigate({ to: "/deals/import" }),
    });
  return commands;
}
