import { CircleSlash, MessageCircleQuestion } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { directionOf } from "@/i18n";
import type { Answer, Choice } from "../types";

/** A short question back, with what could have been meant. */
export function Clarify({ answer, onChoose }: { answer: Answer; onChoose?: (choice: Choice) => void }) {
  const { t } = useTranslation("metrics");
  return (
    <div className="flex gap-3">
      <MessageCircleQuestion aria-hidden className="mt-1 size-5 shrink-0 text-accent" />
      <div className="min-w-0">
        <p
          lang={answer.language}
          dir={directionOf(answer.language)}
          className="max-w-prose text-title font-normal"
        >
          {answer.question}
        </p>
        {(answer.choices?.length ?? 0) > 0 && (
          <ul aria-label={t("asked.choices")} className="mt-4 flex flex-wrap gap-2">
            {answer.choices?.map((choice) => (
              <li key={choice.label} className="max-w-full">
                <Button
                  aria-disabled={!onChoose || undefined}
                  onClick={() => onChoose?.(choice)}
                  className="h-auto min-h-9 py-1.5 text-start whitespace-normal"
                >
                  <bdi>{choice.label}</bdi>
                </Button>
              </li>
            ))}
          </ul>
        )}
        {onChoose && <p className="mt-3 text-small text-soft">{t("asked.orSay")}</p>}
      </div>
    </div>
  );
}

/** An honest no, and what can be asked instead. */
export function Refused({ answer }: { answer: Answer }) {
  const { t } = useTranslation("metrics");
  return (
    <div className="flex gap-3">
      <CircleSlash aria-hidden className="mt-1 size-5 shrink-0 text-soft" />
      <div className="min-w-0">
        <p
          lang={answer.language}
          dir={directionOf(answer.language)}
          className="max-w-prose text-title font-normal"
        >
          {answer.reason || t("refused.plain")}
        </p>
        <p className="mt-2 max-w-prose text-soft">{t("refused.why")}</p>
      </div>
    </div>
  );
}
