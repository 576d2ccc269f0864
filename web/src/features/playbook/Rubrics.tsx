import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import type { CriterionOut, RubricOut } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { ResultMark } from "@/components/Signal";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

/** How calls are scored, to read; one rubric at a time. */
export function Rubrics({ chosen }: { chosen?: string }) {
  const { t } = useTranslation("playbook");
  const query = useQuery(playbookListRubricsOptions());
  return (
    <QueryView query={query}>
      {({ items }) => {
        const rubric = items.find((one) => one.id === chosen) ?? items[0];
        return (
          <>
            <p className="max-w-prose text-soft">{t("rubrics.lead")}</p>
            <div className="mt-8 grid gap-x-12 gap-y-6 md:grid-cols-[11rem_minmax(0,1fr)]">
              <nav aria-label={t("rubrics.choose")}>
                <ul className="flex flex-wrap gap-x-4 md:sticky md:top-8 md:flex-col md:gap-0.5">
                  {items.map((one) => (
                    <li key={one.id}>
                      <Link
                        to="/playbook/rubrics"
                        search={{ rubric: one.id }}
                        aria-current={one === rubric ? "page" : undefined}
                        className={classes(
                          "flex min-h-9 items-center touch:min-h-11",
                          one === rubric ? "font-strong text-ink" : "text-soft hover:text-ink",
                        )}
                      >
                        {one.title}
                      </Link>
                    </li>
                  ))}
                </ul>
              </nav>
              {rubric && <Rubric rubric={rubric} />}
            </div>
          </>
        );
      }}
    </QueryView>
  );
}

function Rubric({ rubric }: { rubric: RubricOut }) {
  const { t } = useTranslation("playbook");
  const total = rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return (
    <section aria-labelledby="rubric">
      <h2 id="rubric" className="text-title">
        {rubric.title}
      </h2>
      <p className="mt-1 max-w-prose">{rubric.description}</p>
      <p className="mt-1 max-w-prose text-small text-soft">
        {rubric.method} · {t("rubrics.criteria", { count: rubric.criteria.length })}
      </p>
      <ol className="mt-4">
        {rubric.criteria.map((criterion) => (
          <Criterion key={criterion.id} criterion={criterion} share={criterion.weight / total} />
        ))}
      </ol>
      <p className="mt-4 max-w-prose border-t border-line pt-4 text-small text-soft">
        {t("rubrics.formula")}
      </p>
    </section>
  );
}

function Criterion({ criterion, share }: { criterion: CriterionOut; share: number }) {
  const { t } = useTranslation("playbook");
  const format = useFormats();
  const answers = [
    { result: "met", text: criterion.yes },
    { result: "not_met", text: criterion.no },
  ] as const;
  return (
    <li className="border-t border-line py-5">
      <div className="flex items-baseline justify-between gap-4">
        <h3>{criterion.title}</h3>
        <p className="shrink-0 text-small text-soft tabular-nums">
          {t("rubrics.weight", { share: format.percent(share) })}
        </p>
      </div>
      <p className="mt-0.5 max-w-prose">{criterion.question}</p>
      <dl className="mt-2 grid max-w-prose gap-1 text-small">
        {answers.map(
          ({ result, text }) =>
            text && (
              <div key={result} className="flex items-start gap-4">
                <dt className="w-24 shrink-0">
                  <ResultMark result={result} />
                </dt>
                <dd dir="auto" className="text-soft">
                  {text}
                </dd>
              </div>
            ),
        )}
      </dl>
    </li>
  );
}
