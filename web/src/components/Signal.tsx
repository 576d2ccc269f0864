import { CircleAlert, CircleCheck, CircleDashed, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

export type Result = "met" | "not_met" | "not_observed";

const RESULTS = {
  met: { icon: CircleCheck, hue: "text-good" },
  not_met: { icon: CircleX, hue: "text-bad" },
  not_observed: { icon: CircleDashed, hue: "text-soft" },
} as const;

/** Met, not met, not observed: each with its own shape. What was not observed is grey and costs nothing. */
export function ResultMark({ result, words = true }: { result: Result; words?: boolean }) {
  const { t } = useTranslation();
  const { icon: Icon, hue } = RESULTS[result];
  return (
    <span className={classes("inline-flex items-center gap-1.5 whitespace-nowrap", hue)}>
      <Icon aria-hidden className="size-4 shrink-0" />
      <span className={words ? "" : "sr-only"}>{t(`signal.${result}`)}</span>
    </span>
  );
}

/** Something to look at, not a verdict. */
export function Attention({ children }: { children: React.ReactNode }) {
  return (
    <p className="flex items-start gap-2 rounded-control bg-warn-wash px-3 py-2 text-small">
      <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
      <span>{children}</span>
    </p>
  );
}
