import { useNavigate } from "@tanstack/react-router";
import { LogOut, UserRound } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Avatar } from "@/components/Avatar";
import { Menu } from "@/components/Menu";
import { VisuallyHidden } from "@/components/VisuallyHidden";
import { useMe } from "@/lib/me";
import { useSignOut } from "@/lib/sign-out";
import { railLooks } from "./Rail";

export function WhoMenu() {
  const { t } = useTranslation();
  const { user, tenant } = useMe();
  const navigate = useNavigate();
  const signOut = useSignOut();
  return (
    <Menu
      side="top"
      header={
        <>
          <bdi className="block truncate">{user.email}</bdi>
          <bdi className="block truncate">{tenant.name}</bdi>
        </>
      }
      trigger={
        <button type="button" className={`${railLooks} h-12! px-1.5!`}>
          <span>
            <Avatar name={user.name} />
          </span>
          <VisuallyHidden>{t("who.menu")}: </VisuallyHidden>
          <span className="flex min-w-0 grow flex-col text-start">
            <bdi className="truncate font-strong text-ink">{user.name}</bdi>
            <span className="truncate text-small">{t(`roles.${user.role}`)}</span>
          </span>
        </button>
      }
      groups={[
        [
          {
            label: t("who.profile"),
            icon: <UserRound aria-hidden />,
            onSelect: () => void navigate({ to: "/settings/profile" }),
          },
        ],
        [{ label: t("who.signOut"), icon: <LogOut aria-hidden />, onSelect: signOut }],
      ]}
    />
  );
}
