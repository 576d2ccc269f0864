import { useQuery } from "@tanstack/react-query";
import { Link, Navigate } from "@tanstack/react-router";
import { ArrowLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import {
  playbookGetRubricFormOptions,
  playbookGetRubricVocabularyOptions,
  playbookListRubricsOptions,
} from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import type { Language } from "@/i18n";
import { useTitle } from "@/lib/title";
import { RubricEditor } from "./RubricEditor";

/** Loads what the editor needs; a rubric that this person may not change is only read. */
export function EditRubric({ id }: { id: string }) {
  const { t, i18n } = useTranslation("playbook");
  useTitle(t("editor.edit"));
  const language = i18n.language as Language;
  // While somebody writes, a refresh must not change what is under their hands; saving checks the version instead.
  const draft = useQuery({
    ...playbookGetRubricFormOptions({ path: { rubric_id: id } }),
    refetchOnWindowFocus: false,
    staleTime: 0,
    gcTime: 0,
  });
  const vocabulary = useQuery(playbookGetRubricVocabularyOptions({ query: { language } }));
  const list = useQuery(playbookListRubricsOptions());
  const skeleton = <SkeletonText lines={8} className="max-w-prose" />;
  return (
    <>
      <Link
        to="/playbook/rubrics"
        search={{ rubric: id }}
        className="mb-6 inline-flex items-center gap-1.5 text-soft hover:text-ink touch:min-h-11"
      >
        <ArrowLeft aria-hidden className="size-4 rtl:-scale-x-100" />
        {t("tabs.rubrics")}
      </Link>
      <QueryView query={list} skeleton={skeleton}>
        {({ items }) => {
          const rubric = items.find((one) => one.id === id);
          if (rubric && !rubric.editable) return <Navigate to="/playbook/rubrics" search={{ rubric: id }} />;
          const shipped = items
            .filter((one) => !one.own)
            .flatMap((one) =>
              one.criteria.map((criterion) => ({
                value: `${one.id}/${criterion.id}`,
                label: `${one.title}: ${criterion.title}`,
              })),
            );
          return (
            <QueryView query={vocabulary} skeleton={skeleton}>
              {(words) => (
                <QueryView query={draft} skeleton={skeleton}>
                  {(saved) => (
                    <RubricEditor key={id} id={id} saved={saved} vocabulary={words} shipped={shipped} />
                  )}
                </QueryView>
              )}
            </QueryView>
          );
        }}
      </QueryView>
    </>
  );
}
