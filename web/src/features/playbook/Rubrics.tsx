import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import type { CriterionOut, RubricOut } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { ResultMark } from "@/components/Signal";
import { useFormats } from "@/lib/format";

/** How calls are scored, to read. */
export function Rubrics() {
  const { t } = useTranslation("playbook");
  const query = useQuery(playbookListRubricsOptions());
  return (
    <QueryView query={query}>
      {({ items }) => (
        <>
          <p className="max-w-prose text-soft">{t("rubrics.lead")}</p>
          <p className="mt-2 max-w-prose text-soft">{t("rubrics.formula")}</p>
          <nav aria-label={t("rubrics.choose")} className="mt-6 mb-10 flex flex-wrap gap-x-5 gap-y-1">
            {items.map((rubric) => (
              <a
                key={rubric.id}
                href={`#${rubric.id}`}
                className="inline-flex items-center font-strong text-accent hover:underline touch:min-h-11"
              >
                {rubric.title}
              </a>
            ))}
          </nav>
          {items.map((rubric) => (
            <Rubric key={rubric.id} rubric={rubric} />
          ))}
        </>
      )}
    </QueryView>
  );
}

function Rubric({ rubric }: { rubric: RubricOut }) {
  const { t } = useTranslation("playbook");
  const total = rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return (
    <div id={rubric.id} className="scroll-mt-6">
      <Section
        title={rubric.title}
        hint={rubric.description}
        actions={
          <span className="text-small text-soft">
            {[rubric.method, t("rubrics.criteria", { count: rubric.criteria.length })]
              .filter(Boolean)
              .join(" · ")}
          </span>
        }
      >
        <ol className="flex flex-col">
          {rubric.criteria.map((criterion) => (
            <Criterion key={criterion.id} criterion={criterion} share={criterion.weight / total} />
          ))}
        </ol>
      </Section>
    </div>
  );
}

function Criterion({ criterion, share }: { criterion: CriterionOut; share: number }) {
  const { t } = useTranslation("playbook");
  const format = useFormats();
  const examples = [
    { result: "met", text: criterion.yes },
    { result: "not_met", text: criterion.no },
  ] as const;
  return (
    <li className="grid gap-x-8 gap-y-1 border-t border-line py-4 first:border-0 md:grid-cols-[1fr_8rem]">
      <h3>{criterion.title}</h3>
      <p className="text-small text-soft tabular-nums md:text-end">
        {t("rubrics.weight", { share: format.percent(share) })}
      </p>
      <p className="max-w-prose md:col-span-2">{criterion.question}</p>
      {examples.some((example) => example.text) && (
        <details className="md:col-span-2">
          <summary className="inline-flex items-center text-small text-soft hover:text-ink touch:min-h-11">
            {t("rubrics.yes")} / {t("rubrics.no")}
          </summary>
          <dl className="mt-2 grid max-w-prose gap-2">
            {examples.map(
              ({ result, text }) =>
                text && (
                  <div key={result} className="flex items-start gap-3 text-small">
                    <dt className="w-28 shrink-0">
                      <ResultMark result={result} />
                    </dt>
                    <dd dir="auto">{text}</dd>
                  </div>
                ),
            )}
          </dl>
        </details>
      )}
    </li>
  );
}
