import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookGetQuestionnaireOptions } from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { CompanyAnswers } from "./CompanyAnswers";
import { CompanyForm } from "./CompanyForm";

/** The company questionnaire: a form for those who may edit it, a page to read for the others. */
export function Company() {
  const { t } = useTranslation("playbook");
  // While somebody writes, a refresh must not change what is under their hands; saving checks the version instead.
  const query = useQuery({
    ...playbookGetQuestionnaireOptions(),
    refetchOnWindowFocus: false,
    staleTime: Infinity,
    refetchOnMount: "always",
  });
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={8} className="max-w-prose" />}>
      {(saved) => (
        <>
          <p className="mb-8 max-w-prose text-soft">
            {t(saved.editable ? "company.lead" : "company.readOnly")}
          </p>
          {saved.editable ? <CompanyForm saved={saved} /> : <CompanyAnswers answers={saved.answers} />}
        </>
      )}
    </QueryView>
  );
}
