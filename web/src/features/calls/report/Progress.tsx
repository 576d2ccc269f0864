import { Check, CircleDashed, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { CallDetail } from "@/api/types.gen";
import { Meter } from "@/components/Meter";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { progressOf, type StageState } from "../stages";

const ICONS: Record<StageState, typeof Check> = { done: Check, now: LoaderCircle, waiting: CircleDashed };

/** How far the analysis is, step by step. The page may be left; the work goes on. */
export function Progress({ call }: { call: CallDetail }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const steps = progressOf(call);
  const share = format.percent(call.progress);
  return (
    <section aria-labelledby="progress" className="mb-8 max-w-md">
      <h2 id="progress" className="mb-1 font-strong">
        {t(call.status === "queued" ? "progress.queued" : "progress.running")}
      </h2>
      <p className="mb-3 text-soft">{t("progress.leave")}</p>
      <p role="status" className="sr-only">
        {share}
        {call.stage && ` · ${t(`stages.${call.stage}`)}`}
      </p>
      <Meter label={t("progress.running")} text={share} value={call.progress} />
      <ol className="mt-4 flex flex-col gap-1.5">
        {steps.map(({ stage, state }) => {
          const Icon = ICONS[state];
          return (
            <li
              key={stage}
              aria-current={state === "now" ? "step" : undefined}
              className={classes("flex items-center gap-2.5", state === "waiting" && "text-soft")}
            >
              <Icon
                aria-hidden
                className={classes(
                  "size-4 shrink-0",
                  state === "done" && "text-good",
                  state === "now" && "animate-spin text-accent",
                )}
              />
              {t(`stages.${stage}`)}
              <span className="sr-only">: {t(`stageStates.${state}`)}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
