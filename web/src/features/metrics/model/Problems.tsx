import { CircleAlert, CircleCheck, CircleX, LoaderCircle } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { ModelProblem } from "@/api/types.gen";

interface ProblemsProps {
  id: string;
  problems: readonly ModelProblem[];
  checking: boolean;
  onGo: (problem: ModelProblem) => void;
}

/** What is wrong with the text, each with its line and what would help. */
export function Problems({ id, problems, checking, onGo }: ProblemsProps) {
  const { t } = useTranslation("metrics");
  return (
    <div id={id} className="mt-3">
      <p role="status" className="flex items-center gap-2 text-small text-soft">
        {checking ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
        ) : problems.length === 0 ? (
          <CircleCheck aria-hidden className="size-4 text-good" />
        ) : (
          <CircleAlert aria-hidden className="size-4 text-warn" />
        )}
        {checking
          ? t("model.checking")
          : problems.length === 0
            ? t("model.good")
            : t("model.found", { count: problems.length })}
      </p>
      <ul className="mt-1 max-h-72 overflow-y-auto">
        {problems.map((problem, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the findings of one check
          <li key={place} className="border-b border-line last:border-0">
            <button
              type="button"
              onClick={() => onGo(problem)}
              className="flex w-full items-start gap-2.5 py-2.5 text-start text-small hover:bg-sunken"
            >
              {problem.severity === "error" ? (
                <CircleX aria-hidden className="mt-0.5 size-4 shrink-0 text-bad" />
              ) : (
                <CircleAlert aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
              )}
              <span className="min-w-0">
                <span className="text-soft tabular-nums">{t("model.line", { line: problem.line })}</span>{" "}
                {problem.where && <bdi className="font-mono break-all text-soft">{problem.where}</bdi>}
                <bdi className="block">{problem.reason}</bdi>
                {problem.fix && <bdi className="block text-soft">{problem.fix}</bdi>}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
