import { RotateCw, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { classes } from "@/lib/classes";
import { asProblem } from "@/lib/problem";
import { useProblemWords } from "@/lib/problem-words";
import { Button } from "./Button";

interface ErrorStateProps {
  error: unknown;
  onRetry?: () => void;
  /** Further ways on, beside "try again". */
  actions?: ReactNode;
  className?: string;
}

/** What went wrong, in the person's language, and what they can do about it. */
export function ErrorState({ error, onRetry, actions, className }: ErrorStateProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const words = useProblemWords()(problem);
  // What somebody may not see, or is not there, is no different a moment later.
  const retry = problem.status === 403 || problem.status === 404 ? undefined : onRetry;
  const reference = typeof problem.problem.request_id === "string" ? problem.problem.request_id : null;
  return (
    <div
      role="alert"
      className={classes("flex max-w-prose gap-3 border-s-2 border-bad py-1 ps-4", className)}
    >
      <TriangleAlert aria-hidden className="mt-1 size-4 shrink-0 text-bad" />
      <div className="min-w-0 grow">
        <p className="font-strong">{words.title}</p>
        {words.detail && <p className="mt-1 text-soft">{words.detail}</p>}
        {words.fields.length > 0 && (
          <ul className="mt-1 list-disc ps-5 text-soft">
            {words.fields.map((entry) => (
              <li key={entry.field}>
                <bdi className="font-strong">{entry.field}</bdi>: {entry.problem}
              </li>
            ))}
          </ul>
        )}
        {words.todo && <p className="mt-1">{words.todo}</p>}
        {(retry || actions) && (
          <div className="mt-3 flex flex-wrap gap-2">
            {retry && (
              <Button size="small" onClick={retry}>
                <RotateCw aria-hidden />
                {t("retry")}
              </Button>
            )}
            {actions}
          </div>
        )}
        {reference && !problem.isOurs && (
          <p className="mt-3 text-small text-soft">{t("error.reference", { id: reference })}</p>
        )}
      </div>
    </div>
  );
}
