import {
  AlarmClock,
  BookOpenCheck,
  CalendarCheck,
  CircleHelp,
  CircleSlash,
  Gauge,
  Lightbulb,
  type LucideIcon,
  MessageCircleQuestion,
  Swords,
  Tag,
} from "lucide-react";
import type { Cue } from "../session/messages";

/** Each kind of cue has a shape of its own: a colour alone cannot be read from the corner of an eye. */
export const KIND_ICONS: Record<Cue["kind"], LucideIcon> = {
  objection: CircleSlash,
  competitor: Swords,
  price: Tag,
  monologue: AlarmClock,
  no_questions: CircleHelp,
  customer_cut_off: MessageCircleQuestion,
  next_step: CalendarCheck,
  speeding_up: Gauge,
  playbook: BookOpenCheck,
  answer: Lightbulb,
};
