import { useTranslation } from "react-i18next";
import type { CallItem } from "@/api/types.gen";
import { ProblemError } from "@/lib/problem";
import { useProblemWords } from "@/lib/problem-words";

/** Why a call has no report, in the person's language: what the server wrote if it is in that one, else by the cause. */
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
  if (isIn(i18n.language, problem.detail))
    return { title: said.title, detail: problem.detail, todo: said.todo };
  const cause = `failed.causes.${problem.cause}`;
  const known = i18n.exists(`calls:${cause}`) ? (t as (key: string) => string)(cause) : null;
  return known ? { title: said.title, detail: known } : said;
}

/** Whether a sentence is written in this language, by its letters. */
export function isIn(language: string, sentence: string): boolean {
  return /\p{Script=Hebrew}/u.test(sentence) === (language === "he");
}
