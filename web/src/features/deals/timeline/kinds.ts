import {
  CalendarDays,
  CircleCheckBig,
  Dumbbell,
  GitCommitHorizontal,
  Globe,
  type LucideIcon,
  Mail,
  NotebookPen,
  Phone,
} from "lucide-react";
import type { TimelineItem } from "@/api/types.gen";

export type Kind = TimelineItem["kind"];

/** Kinds of things on a timeline, in the order in which they are offered. */
export const KINDS: readonly { kind: Kind; icon: LucideIcon }[] = [
  { kind: "email", icon: Mail },
  { kind: "call", icon: Phone },
  { kind: "meeting", icon: CalendarDays },
  { kind: "note", icon: NotebookPen },
  { kind: "task", icon: CircleCheckBig },
  { kind: "visit", icon: Globe },
  { kind: "practice", icon: Dumbbell },
  { kind: "change", icon: GitCommitHorizontal },
];

export function iconOf(kind: Kind): LucideIcon {
  return KINDS.find((one) => one.kind === kind)?.icon ?? NotebookPen;
}
