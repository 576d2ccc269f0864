import { useQuery } from "@tanstack/react-query";
import { BookOpen } from "lucide-react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Ask } from "./Ask";
import { Documents } from "./Documents";
import { Search } from "./Search";
import { Upload } from "./Upload";
import { useDocuments } from "./useDocuments";

/** What the company knows: ask it, search it, and the documents it comes from. */
export function Knowledge() {
  const { t } = useTranslation("knowledge");
  const query = useQuery(useDocuments());
  return (
    <QueryView query={query}>
      {(list) => {
        const nothing = list.items.length === 0 && list.answers === 0;
        return (
          <>
            {nothing ? (
              <div className="pb-8">
                <EmptyState icon={<BookOpen />} title={t("empty.title")}>
                  <p>{t("empty.text")}</p>
                  {!list.editable && <p className="mt-2">{t("empty.askManager")}</p>}
                </EmptyState>
              </div>
            ) : (
              <>
                <Section title={t("ask.title")} hint={t("ask.hint")}>
                  <Ask />
                </Section>
                <Section title={t("search.title")} hint={t("search.hint")}>
                  <Search />
                </Section>
              </>
            )}
            <Section
              title={t("documents.title")}
              hint={t(list.embeddings ? "documents.byMeaning" : "documents.byWords")}
            >
              {list.editable && <Upload />}
              <Documents list={list} />
            </Section>
          </>
        );
      }}
    </QueryView>
  );
}
