import type { LucideIcon } from "lucide-react";

export interface Command {
  id: string;
  group: "goTo" | "practise" | "do";
  label: string;
  /** A few words beside the label: a level, a shortcut. */
  note?: string;
  /** Other words people may type for it. */
  words?: string;
  icon: LucideIcon;
  run: () => void;
}

/** The commands that carry every typed word at the start of one of theirs, in the given order. */
export function matching(commands: readonly Command[], typed: string): Command[] {
  const wanted = fold(typed).split(/\s+/).filter(Boolean);
  return commands.filter((command) => {
    const words = fold(`${command.label} ${command.note ?? ""} ${command.words ?? ""}`).split(/[\s·,:/()-]+/);
    return wanted.every((part) => words.some((word) => word.startsWith(part)));
  });
}

/** Lower case, without accents or vowel points. */
function fold(text: string): string {
  return text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase();
}
