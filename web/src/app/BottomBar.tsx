import { Link, useLocation, useNavigate } from "@tanstack/react-router";
import { Bell, CircleHelp, Ellipsis, Languages, LogOut, Search, Settings, Users } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Menu, type MenuItem } from "@/components/Menu";
import { LANGUAGE_NAMES } from "@/i18n";
import { useChooseLanguage } from "@/lib/language";
import { useMayManage, useMe } from "@/lib/me";
import { useSignOut } from "@/lib/sign-out";
import type { Overlay } from "./Frame";
import { alsoIn, ROOMS } from "./rooms";
import { UnreadMark } from "./UnreadMark";

/** Rooms that have a place of their own on the bar; the others are under "more". */
const IN_REACH = 4;

const cell =
  "flex min-h-14 flex-1 flex-col items-center justify-center gap-0.5 text-small text-soft [&_svg]:size-5 " +
  "data-[status=active]:font-strong data-[status=active]:text-accent";

/** The way around on a phone. */
export function BottomBar({ open }: { open: (overlay: Overlay) => void }) {
  const { t, i18n } = useTranslation(["common", "notices"]);
  const { user } = useMe();
  const mayManage = useMayManage();
  const navigate = useNavigate();
  const path = useLocation({ select: (location) => location.pathname });
  const signOut = useSignOut();
  const chooseLanguage = useChooseLanguage();
  const other = i18n.language === "he" ? "en" : "he";
  const places: MenuItem[] = [
    ...ROOMS.slice(IN_REACH).map((room) => ({
      label: t(`nav.${room.id}`),
      icon: <room.icon aria-hidden />,
      onSelect: () => void navigate({ to: room.to }),
    })),
    { label: t("nav.search"), icon: <Search aria-hidden />, onSelect: () => open("palette") },
    {
      label: t("notices:nav"),
      icon: <Bell aria-hidden />,
      onSelect: () => void navigate({ to: "/notices" }),
    },
    {
      label: t("nav.settings"),
      icon: <Settings aria-hidden />,
      onSelect: () => void navigate({ to: "/settings" }),
    },
    {
      label: t("nav.help"),
      icon: <CircleHelp aria-hidden />,
      onSelect: () => void navigate({ to: "/help" }),
    },
  ];
  if (mayManage)
    places.splice(2, 0, {
      label: t("nav.team"),
      icon: <Users aria-hidden />,
      onSelect: () => void navigate({ to: "/people" }),
    });
  return (
    <nav
      aria-label={t("nav.label")}
      className="fixed inset-x-0 bottom-0 z-20 flex border-t border-line bg-ground pb-[env(safe-area-inset-bottom)] md:hidden print:hidden"
    >
      {ROOMS.slice(0, IN_REACH).map((room) => (
        <Link
          key={room.id}
          to={room.to}
          activeOptions={{ exact: room.to === "/" }}
          data-status={alsoIn(room, path) ? "active" : undefined}
          className={cell}
        >
          <room.icon aria-hidden />
          {t(`nav.${room.id}`)}
        </Link>
      ))}
      <Menu
        side="top"
        align="end"
        header={<bdi>{user.name}</bdi>}
        trigger={
          <button type="button" className={`${cell} relative`}>
            <Ellipsis aria-hidden />
            {t("more")}
            <UnreadMark className="absolute start-1/2 top-1 ms-1.5 max-[22rem]:ms-0.5" />
          </button>
        }
        groups={[
          places,
          [
            {
              label: LANGUAGE_NAMES[other],
              lang: other,
              icon: <Languages aria-hidden />,
              onSelect: () => chooseLanguage(other),
            },
            { label: t("who.signOut"), icon: <LogOut aria-hidden />, onSelect: signOut },
          ],
        ]}
      />
    </nav>
  );
}
