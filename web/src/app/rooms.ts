import {
  AudioLines,
  BookOpen,
  ChartNoAxesCombined,
  Handshake,
  type LucideIcon,
  Mic,
  Sun,
} from "lucide-react";

export interface Room {
  id: "today" | "practice" | "calls" | "deals" | "numbers" | "playbook";
  to: "/" | "/practice" | "/calls" | "/deals" | "/numbers" | "/playbook";
  icon: LucideIcon;
  /** Pressed after "g". */
  key: string;
  /** Beginnings of further addresses that belong to the room. */
  also?: readonly string[];
}

/** The rooms of the house, in the order of the rail. A room is listed once it exists. */
export const ROOMS: readonly Room[] = [
  { id: "today", to: "/", icon: Sun, key: "t" },
  { id: "practice", to: "/practice", icon: Mic, key: "p" },
  { id: "calls", to: "/calls", icon: AudioLines, key: "c" },
  { id: "deals", to: "/deals", icon: Handshake, key: "d", also: ["/contacts", "/accounts"] },
  { id: "numbers", to: "/numbers", icon: ChartNoAxesCombined, key: "n" },
  { id: "playbook", to: "/playbook", icon: BookOpen, key: "b" },
];

/** Whether an address lies in a room though it does not begin like it. */
export function alsoIn({ also = [] }: Room, path: string): boolean {
  return also.some((start) => path === start || path.startsWith(`${start}/`));
}
