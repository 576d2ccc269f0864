import { AudioLines, BookOpen, ChartNoAxesCombined, type LucideIcon, Mic, Sun } from "lucide-react";

export interface Room {
  id: "today" | "practice" | "calls" | "numbers" | "playbook";
  to: "/" | "/practice" | "/calls" | "/numbers" | "/playbook";
  icon: LucideIcon;
  /** Pressed after "g". */
  key: string;
}

/** The rooms of the house, in the order of the rail. A room is listed once it exists. */
export const ROOMS: readonly Room[] = [
  { id: "today", to: "/", icon: Sun, key: "t" },
  { id: "practice", to: "/practice", icon: Mic, key: "p" },
  { id: "calls", to: "/calls", icon: AudioLines, key: "c" },
  { id: "numbers", to: "/numbers", icon: ChartNoAxesCombined, key: "n" },
  { id: "playbook", to: "/playbook", icon: BookOpen, key: "b" },
];
