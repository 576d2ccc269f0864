import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import type { FieldProblem, ProblemError } from "./problem";

export interface ProblemWords {
  title: string;
  detail?: string;
  todo?: string;
  fields: FieldProblem[];
}

const KIND_BY_STATUS: Record<number, string> = {
  0: "offline",
  400: "bad-request",
  401: "unauthenticated",
  403: "forbidden",
  404: "not-found",
  409: "conflict",
  413: "too-large",
  422: "invalid",
  429: "too-many",
  500: "internal",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/**
 * Words for a problem in the person's language: by its own slug, else by its status; what the server itself wrote
 * is used where that is the same language (the server writes English), since it knows the case better.
 */
export function useProblemWords(): (error: ProblemError) => ProblemWords {
  const { t, i18n } = useTranslation("problems");
  return useCallback(
    (error) => {
      const statusKind = KIND_BY_STATUS[error.status] ?? (error.status >= 500 ? "internal" : "bad-request");
      const kind = i18n.exists(`problems:${error.slug}.title`) ? error.slug : statusKind;
      const ours = (part: "title" | "detail" | "todo") => {
        const key = `problems:${kind}.${part}`;
        return i18n.exists(key) ? (i18n.t as (key: string) => string)(key) : undefined;
      };
      const english = i18n.language === "en" && !error.isOffline;
      const title =
        (english && kind !== error.slug ? error.problem.title : ours("title")) ?? error.problem.title;
      const detail = english ? (error.problem.detail ?? ours("detail")) : ours("detail");
      return {
        title,
        detail: detail === title || detail === error.problem.title ? ours("detail") : detail,
        todo: error.retryAfter ? t("retryIn", { seconds: error.retryAfter }) : ours("todo"),
        fields: english ? (error.problem.errors ?? []) : [],
      };
    },
    [t, i18n],
  );
}
