import { ArrowRight } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { PersonaSummary } from "@/api/types.gen";

/** The persona in a few sentences, and what to do with it. */
export function Summary({ summary }: { summary: PersonaSummary }) {
  const { t } = useTranslation("persona");
  return (
    <div className="mb-4 max-w-prose">
      <p dir="auto">{summary.text}</p>
      {summary.tips.length > 0 && (
        <ul aria-label={t("tips")} className="mt-3 flex flex-col gap-1.5">
          {summary.tips.map((tip) => (
            <li key={tip} className="flex items-start gap-2">
              <ArrowRight aria-hidden className="directional mt-1 size-4 shrink-0 text-accent" />
              <span dir="auto">{tip}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
