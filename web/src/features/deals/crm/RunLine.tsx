import { CircleAlert, CircleCheck, LoaderCircle, PauseCircle, TriangleAlert } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CrmRunOut } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

const LOOKS = {
  queued: { icon: LoaderCircle, hue: "text-soft" },
  running: { icon: LoaderCircle, hue: "text-soft" },
  done: { icon: CircleCheck, hue: "text-good" },
  paused: { icon: PauseCircle, hue: "text-warn" },
  failed: { icon: TriangleAlert, hue: "text-bad" },
} as const;

const SHOWN = ["created", "updated", "deleted", "merged", "skipped", "conflicts", "problems"] as const;

/** One sync in a line or two: how it went and what it changed. */
export function RunLine({ run, className }: { run: CrmRunOut; className?: string }) {
  const { t } = useTranslation("crm");
  const format = useFormats();
  const { icon: Icon, hue } = LOOKS[run.status];
  const going = run.status === "running" || run.status === "queued";
  const counts = SHOWN.filter((name) => (run.total[name] ?? 0) > 0);
  return (
    <div className={classes("text-small", className)} role={going ? "status" : undefined}>
      <p className="flex flex-wrap items-center gap-x-2">
        <span className={classes("inline-flex items-center gap-1.5", hue)}>
          <Icon aria-hidden className={classes("size-4", going && "animate-spin")} />
          {t(`runs.${run.status}`)}
        </span>
        <time dateTime={run.started_at} className="text-soft">
          {format.ago(run.started_at)}
        </time>
        <span className="text-soft">· {t(`triggers.${run.trigger}`)}</span>
      </p>
      <p className="mt-1 flex flex-wrap gap-x-4 gap-y-1">
        {counts.map((name) => (
          <span key={name} className={name === "problems" ? "text-warn" : undefined}>
            {name === "problems" && <CircleAlert aria-hidden className="me-1 inline size-3.5" />}
            {t(`counts.${name}`, { count: run.total[name] ?? 0, n: format.number(run.total[name] ?? 0) })}
          </span>
        ))}
        {(run.written ?? 0) > 0 && (
          <span>{t("counts.written", { count: run.written, n: format.number(run.written ?? 0) })}</span>
        )}
        {counts.length === 0 && !going && <span className="text-soft">{t("counts.nothing")}</span>}
      </p>
      {run.problem && (
        <p dir="auto" className="mt-1 text-bad">
          {run.problem}
        </p>
      )}
    </div>
  );
}
