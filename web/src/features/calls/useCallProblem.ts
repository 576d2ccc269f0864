import { useTranslation } from "react-i18next";
import type { CallItem } from "@/api/types.gen";
import { ProblemError } from "@/lib/problem";
import { useProblemWords } from "@/lib/problem-words";

/** Why a call has no report, in the person's language; what the server wrote itself where that is the same one. */
export function useCallProblem(problem: CallItem["problem"]): {
  title: string;
  detail?: string;
  todo?: string;
} {
  const { t, i18n } = useTranslation("calls");
  const words = useProblemWords();
  if (!problem) return { title: t("failed.title") };
  const type = `/problems/${problem.slug || "analysis-failed"}`;
  const said = words(new ProblemError({ type, title: problem.title, status: 422, detail: problem.detail }));
  const readable = i18n.language === "he" ? /\p{Script=Hebrew}/u.test(problem.detail) : true;
  return { title: said.title, detail: readable ? problem.detail : said.detail, todo: said.todo };
}
