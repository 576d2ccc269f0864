import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";

/** The shape of what is being loaded. `className` gives its size. */
export function Skeleton({ className }: { className?: string }) {
  return (
    <div
      aria-hidden
      className={classes("animate-breathe rounded-small bg-sunken", className ?? "h-4 w-full")}
    />
  );
}

/** Lines of text to come; announced once as "loading". */
export function SkeletonText({ lines = 3, className }: { lines?: number; className?: string }) {
  const { t } = useTranslation();
  return (
    <div role="status" className={classes("flex flex-col gap-3", className)}>
      <span className="sr-only">{t("loading")}</span>
      {Array.from({ length: lines }, (_, line) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the lines are all alike
        <Skeleton key={line} className={classes("h-4", line === lines - 1 ? "w-3/5" : "w-full")} />
      ))}
    </div>
  );
}
