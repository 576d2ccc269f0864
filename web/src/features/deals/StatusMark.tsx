import { CircleCheck, CircleDot, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

const MARKS = {
  open: { icon: CircleDot, hue: "text-accent" },
  won: { icon: CircleCheck, hue: "text-good" },
  lost: { icon: CircleX, hue: "text-bad" },
} as const;

/** Open, won, lost: each with its own shape. */
export function StatusMark({ status, words = true }: { status: keyof typeof MARKS; words?: boolean }) {
  const { t } = useTranslation("deals");
  const { icon: Icon, hue } = MARKS[status];
  return (
    <span className={classes("inline-flex items-center gap-1.5 whitespace-nowrap", hue)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={words ? "" : "sr-only"}>{t(`statuses.${status}`)}</span>
    </span>
  );
}
