import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import {
  ChartNoAxesColumn,
  ChartNoAxesCombined,
  ChartScatter,
  CircleHelp,
  History,
  Keyboard,
  Languages,
  Mic,
  Moon,
  Phone,
  Radio,
  Settings,
  Sun,
  TextSearch,
  Timer,
  Upload,
  UserPlus,
  UsersRound,
  Zap,
} from "lucide-react";
import { useTranslation } from "react-i18next";
import { practiceListScenariosOptions } from "@/api/@tanstack/react-query.gen";
import { useChooseLanguage } from "@/lib/language";
import { useMayManage } from "@/lib/me";
import { chooseTheme } from "@/lib/theme";
import type { Command } from "./commands";
import { ROOMS } from "./rooms";
import { useDealCommands } from "./useDealCommands";

/** Everything the palette can do, for this person, now. */
export function useCommands(onHelp: () => void): Command[] {
  const { t, i18n } = useTranslation(["common", "practice"]);
  const navigate = useNavigate();
  const mayManage = useMayManage();
  const chooseLanguage = useChooseLanguage();
  const scenarios = useQuery(practiceListScenariosOptions()).data?.items ?? [];

  const rooms = ROOMS.map(
    (room): Command => ({
      id: `room-${room.id}`,
      group: "goTo",
      label: t(`nav.${room.id}`),
      icon: room.icon,
      run: () => void navigate({ to: room.to }),
    }),
  );
  const pages: Command[] = [
    {
      id: "history",
      group: "goTo",
      label: t("nav.history"),
      icon: History,
      run: () => void navigate({ to: "/practice/history" }),
    },
    {
      id: "quick",
      group: "goTo",
      label: t("nav.quick"),
      icon: Zap,
      run: () => void navigate({ to: "/practice/quick" }),
    },
    {
      id: "together",
      group: "goTo",
      label: t("nav.together"),
      icon: UsersRound,
      run: () => void navigate({ to: "/practice/together" }),
    },
    {
      id: "skills",
      group: "goTo",
      label: t("nav.skills"),
      icon: ChartNoAxesColumn,
      run: () => void navigate({ to: "/practice/skills" }),
    },
    {
      id: "live",
      group: "goTo",
      label: t("nav.live"),
      icon: Radio,
      run: () => void navigate({ to: "/calls/live" }),
    },
    {
      id: "callSearch",
      group: "goTo",
      label: t("nav.callSearch"),
      icon: TextSearch,
      run: () => void navigate({ to: "/calls/search" }),
    },
    {
      id: "compare",
      group: "goTo",
      label: t("nav.compare"),
      icon: ChartScatter,
      run: () => void navigate({ to: "/calls/compare" }),
    },
    {
      id: "voice",
      group: "goTo",
      label: t("nav.voice"),
      icon: Timer,
      run: () => void navigate({ to: "/settings/voice" }),
    },
    {
      id: "settings",
      group: "goTo",
      label: t("nav.settings"),
      icon: Settings,
      run: () => void navigate({ to: "/settings" }),
    },
    {
      id: "help",
      group: "goTo",
      label: t("nav.help"),
      icon: CircleHelp,
      run: () => void navigate({ to: "/help" }),
    },
  ];
  const deals = useDealCommands();
  const calls = scenarios.map(
    (scenario): Command => ({
      id: `practise-${scenario.id}`,
      group: "practise",
      label: scenario.title,
      note: scenario.persona.name,
      words: `${scenario.kind} ${scenario.industry} ${scenario.persona.company}`,
      icon: Phone,
      run: () => void navigate({ to: "/practice/call", search: { scenario: scenario.id } }),
    }),
  );
  const other = i18n.language === "he" ? "en" : "he";
  const doings: Command[] = [
    {
      id: "language",
      group: "do",
      label: t("palette.switchLanguage"),
      icon: Languages,
      run: () => chooseLanguage(other),
    },
    {
      id: "speak",
      group: "do",
      label: t("palette.speak"),
      icon: Mic,
      run: () =>
        void navigate({
          to: "/practice/call",
          search: { scenario: "cold-call", level: "foundation", by: "voice" },
        }),
    },
    {
      id: "addCall",
      group: "do",
      label: t("palette.addCall"),
      icon: Upload,
      run: () => void navigate({ to: "/calls/new" }),
    },
    {
      id: "coachLive",
      group: "do",
      label: t("palette.coachLive"),
      icon: Radio,
      run: () => void navigate({ to: "/calls/live" }),
    },
    {
      id: "askNumber",
      group: "do",
      label: t("palette.askNumber"),
      icon: ChartNoAxesCombined,
      run: () => void navigate({ to: "/numbers" }),
    },
    { id: "light", group: "do", label: t("palette.themeLight"), icon: Sun, run: () => chooseTheme("light") },
    { id: "dark", group: "do", label: t("palette.themeDark"), icon: Moon, run: () => chooseTheme("dark") },
    { id: "shortcuts", group: "do", label: t("shortcuts.title"), note: "?", icon: Keyboard, run: onHelp },
  ];
  if (mayManage)
    doings.unshift({
      id: "invite",
      group: "do",
      label: t("palette.invite"),
      icon: UserPlus,
      run: () => void navigate({ to: "/people" }),
    });
  const of = (group: Command["group"]) => deals.filter((command) => command.group === group);
  return [...rooms, ...pages, ...of("goTo"), ...calls, ...of("do"), ...doings];
}
