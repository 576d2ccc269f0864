import { Link, useLocation } from "@tanstack/react-router";
import { Bell, CircleHelp, Search, Settings, Users } from "lucide-react";
import type { ComponentProps, ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Keys } from "@/components/Keys";
import { useMayManage } from "@/lib/me";
import { commandKey } from "@/lib/platform";
import { Brand } from "./Brand";
import type { Overlay } from "./Frame";
import { LanguageMenu } from "./LanguageMenu";
import { alsoIn, ROOMS } from "./rooms";
import { UnreadMark } from "./UnreadMark";
import { WhoMenu } from "./WhoMenu";

/** The way around on anything wider than a phone. */
export function Rail({ open }: { open: (overlay: Overlay) => void }) {
  const { t } = useTranslation(["common", "notices"]);
  const mayManage = useMayManage();
  const path = useLocation({ select: (location) => location.pathname });
  return (
    <header className="sticky top-0 flex h-dvh w-56 shrink-0 flex-col gap-1 border-e border-line px-3 py-4 max-md:hidden print:hidden">
      <Link to="/" className="mb-3 rounded-control px-2 py-1" aria-label={t("app")}>
        <Brand />
      </Link>
      <button
        type="button"
        onClick={() => open("palette")}
        className="mb-3 flex h-9 items-center gap-2.5 rounded-control border border-line px-2.5 text-soft hover:border-edge hover:text-ink"
      >
        <Search aria-hidden className="size-4" />
        <span className="grow text-start">{t("nav.search")}</span>
        <Keys keys={[commandKey, "K"]} />
      </button>
      <nav aria-label={t("nav.label")} className="flex flex-col gap-0.5">
        {ROOMS.map((room) => (
          <RailLink
            key={room.id}
            to={room.to}
            activeOptions={{ exact: room.to === "/" }}
            icon={<room.icon aria-hidden />}
            data-status={alsoIn(room, path) ? "active" : undefined}
          >
            {t(`nav.${room.id}`)}
          </RailLink>
        ))}
      </nav>
      <div className="mt-auto flex flex-col gap-0.5">
        <RailLink to="/notices" icon={<Bell aria-hidden />} mark={<UnreadMark />}>
          {t("notices:nav")}
        </RailLink>
        {mayManage && (
          <RailLink to="/people" icon={<Users aria-hidden />}>
            {t("nav.team")}
          </RailLink>
        )}
        <RailLink to="/settings" icon={<Settings aria-hidden />}>
          {t("nav.settings")}
        </RailLink>
        <RailLink to="/help" icon={<CircleHelp aria-hidden />}>
          {t("nav.help")}
        </RailLink>
        <LanguageMenu />
        <div className="my-2 border-t border-line" />
        <WhoMenu />
      </div>
    </header>
  );
}

export const railLooks =
  "flex h-9 w-full items-center gap-2.5 rounded-control px-2.5 text-soft transition-colors hover:bg-sunken hover:text-ink " +
  "touch:h-11 [&>svg]:size-[1.0625rem] [&>svg]:shrink-0 " +
  "data-[status=active]:bg-sunken data-[status=active]:font-strong data-[status=active]:text-ink";

function RailLink({
  icon,
  mark,
  children,
  ...rest
}: ComponentProps<typeof Link> & { icon: ReactNode; mark?: ReactNode; children: ReactNode }) {
  return (
    <Link {...rest} className={railLooks}>
      {icon}
      <span className="grow">{children}</span>
      {mark}
    </Link>
  );
}
