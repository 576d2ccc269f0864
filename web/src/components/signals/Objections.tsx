import { Check, CircleHelp, Minus } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Objection } from "@/api/types.gen";
import { classes } from "@/lib/classes";
import { type Said, wordsAt } from "@/lib/wordsAt";
import { Quoted } from "../evidence/Evidence";

const STEPS = ["listen", "acknowledge", "explore", "respond", "confirm"] as const;

/** Each objection, the customer's words, and which of the five steps were taken. */
export function Objections({
  turns,
  objections,
  beside,
}: {
  turns: readonly Said[];
  objections: readonly Objection[];
  /** What else there is to say to an objection. */
  beside?: (objection: Objection) => ReactNode;
}) {
  const { t } = useTranslation("practice");
  return (
    <div className="mt-7 border-t border-line pt-5">
      <h3>{t("signals.objections")}</h3>
      {objections.length === 0 && <p className="text-soft">{t("signals.noObjections")}</p>}
      <ol>
        {objections.map((objection) => (
          <Handled key={`${objection.turn}-${objection.start}`} turns={turns} objection={objection}>
            {beside?.(objection)}
          </Handled>
        ))}
      </ol>
    </div>
  );
}

interface HandledProps {
  turns: readonly Said[];
  objection: Objection;
  children: ReactNode;
}

function Handled({ turns, objection, children }: HandledProps) {
  const { t } = useTranslation("practice");
  const quote = wordsAt(turns, objection.turn, objection.start, objection.end);
  const end =
    objection.resolved === true ? "resolved" : objection.resolved === false ? "standing" : "unknown";
  const Icon = { resolved: Check, standing: Minus, unknown: CircleHelp }[end];
  return (
    <li className="border-b border-line py-4 last:border-0">
      <p className="flex flex-wrap items-center justify-between gap-x-4">
        <span>
          {t(`objections.${objection.kind}`)}
          {objection.brush_off && <span className="text-small text-soft"> · {t("signals.brushOff")}</span>}
        </span>
        <span
          className={classes(
            "inline-flex items-center gap-1 text-small",
            end === "resolved" ? "text-good" : "text-soft",
          )}
        >
          <Icon aria-hidden className="size-4" />
          {t(`signals.${end}`)}
        </span>
      </p>
      {quote && (
        <p className="mt-1 leading-7">
          <Quoted words={quote} />
        </p>
      )}
      <ol aria-label={t("signals.laer")} className="mt-2 flex flex-wrap gap-1.5 text-small">
        {STEPS.map((step) => {
          const done = objection.steps?.includes(step) ?? false;
          return (
            <li
              key={step}
              className={classes(
                "inline-flex h-6 items-center gap-1 rounded-full border px-2",
                done ? "border-transparent bg-accent-wash text-accent" : "border-line text-soft",
              )}
            >
              {done && <Check aria-hidden className="size-3" />}
              {t(`laer.${step}`)}
              <span className="sr-only">: {t(done ? "signals.done" : "signals.notDone")}</span>
            </li>
          );
        })}
        {objection.argued && (
          <li className="inline-flex h-6 items-center text-warn">{t("signals.argued")}</li>
        )}
      </ol>
      {children}
    </li>
  );
}
