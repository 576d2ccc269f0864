import { useTranslation } from "react-i18next";
import type { Recommendation } from "@/api/types.gen";
import { CopyButton } from "@/components/CopyButton";

/** A text to begin with: a message, an agenda or questions. */
export function Draft({ step }: { step: Recommendation }) {
  const { t } = useTranslation("coach");
  const whole = step.form === "message" || !step.subject ? step.draft : `${step.subject}\n\n${step.draft}`;
  return (
    <section aria-label={t(`draft.${step.form}`)} className="rounded-control bg-sunken p-3 sm:p-4">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="min-w-0 text-small">
          {(step.form === "message" || !step.subject) && (
            <span className="me-2 text-soft">{t(`draft.${step.form}`)}</span>
          )}
          {step.subject && (
            <bdi className="font-strong" dir="auto">
              {step.subject}
            </bdi>
          )}
        </p>
        <CopyButton text={whole} />
      </div>
      <p dir="auto" className="mt-2 whitespace-pre-line wrap-anywhere">
        {step.draft}
      </p>
      {step.draft.includes("[") && <p className="mt-3 text-small text-soft">{t("draft.fill")}</p>}
      {step.draft_note && <p className="mt-1 text-small text-soft">{step.draft_note}</p>}
    </section>
  );
}
