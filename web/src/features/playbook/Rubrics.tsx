import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useId } from "react";
import { Trans, useTranslation } from "react-i18next";
import { playbookListRubricsOptions } from "@/api/@tanstack/react-query.gen";
import type { CriterionOut, RubricOut } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { ResultMark } from "@/components/Signal";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import { RubricActions } from "./rubrics/RubricActions";

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
              <nav
                aria-label={t("rubrics.choose")}
                className="flex flex-col gap-4 self-start md:sticky md:top-8"
              >
                <RubricLinks
                  title={t("rubrics.own")}
                  rubrics={items.filter((one) => one.own)}
                  chosen={rubric}
                />
                <RubricLinks
                  title={t("rubrics.shipped")}
                  rubrics={items.filter((one) => !one.own)}
                  chosen={rubric}
                />
              </nav>
              {rubric && <Rubric rubric={rubric} />}
            </div>
          </>
        );
      }}
    </QueryView>
  );
}

interface RubricLinksProps {
  title: string;
  rubrics: RubricOut[];
  chosen?: RubricOut;
}

function RubricLinks({ title, rubrics, chosen }: RubricLinksProps) {
  const id = useId();
  if (rubrics.length === 0) return null;
  return (
    <div>
      <p id={id} className="text-small text-soft">
        {title}
      </p>
      <ul aria-labelledby={id} className="flex flex-wrap gap-x-4 md:flex-col md:gap-0.5">
        {rubrics.map((one) => (
          <li key={one.id} className="min-w-0">
            <Link
              to="/playbook/rubrics"
              search={{ rubric: one.id }}
              aria-current={one === chosen ? "page" : undefined}
              className={classes(
                "flex min-h-9 items-center touch:min-h-11",
                one === chosen ? "font-strong text-ink" : "text-soft hover:text-ink",
              )}
            >
              <span dir="auto" className="min-w-0 wrap-anywhere">
                {one.title}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Rubric({ rubric }: { rubric: RubricOut }) {
  const { t } = useTranslation("playbook");
  const format = useFormats();
  const total = rubric.criteria.reduce((sum, criterion) => sum + criterion.weight, 0);
  return (
    <section aria-labelledby="rubric">
      <h2 id="rubric" className="text-title">
        {rubric.title}
      </h2>
      <p className="mt-1 max-w-prose">{rubric.description}</p>
      <p className="mt-1 max-w-prose text-small text-soft">
        {[
          rubric.method,
          t("rubrics.criteria", { count: rubric.criteria.length }),
          rubric.updated_at &&
            t("rubrics.version", { n: rubric.version, ago: format.ago(rubric.updated_at) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <RubricActions rubric={rubric} />
      <ol className="mt-4">
        {rubric.criteria.map((criterion) => (
          <Criterion key={criterion.id} criterion={criterion} share={criterion.weight / total} />
        ))}
      </ol>
      <p className="mt-4 max-w-prose border-t border-line pt-4 text-small text-soft">
        {t("rubrics.formula")}
      </p>
      <p className="mt-2 max-w-prose text-small text-soft">
        <Trans
          t={t}
          i18nKey="rubrics.kept"
          components={{ calls: <Link to="/calls" className="text-accent underline underline-offset-2" /> }}
        />
      </p>
    </section>
  );
}

function Criterion({ criterion, share }: { criterion: CriterionOut; share: number }) {
  const { t } = useTranslation("playbook");
  const format = useFormats();
  const answers = [
    { result: "met", text: criterion.yes },
    { result: "partly", text: criterion.partly },
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
                  {result === "partly" ? t("rubrics.partly") : <ResultMark result={result} />}
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
