import { useQuery } from "@tanstack/react-query";
import { UserCheck } from "lucide-react";
import { useTranslation } from "react-i18next";
import { callsGetAgreementOptions } from "@/api/@tanstack/react-query.gen";
import type { CriterionAgreement, Agreement as Measured } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { EmptyState } from "@/components/EmptyState";
import { Range } from "@/components/Meter";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { CallsHeader } from "../CallsHeader";

/** How often people agree with what was found, criterion by criterion. */
export function Agreement() {
  const { t } = useTranslation("calls");
  const query = useQuery(callsGetAgreementOptions());
  return (
    <>
      <CallsHeader page="agreement" />
      <QueryView query={query} skeleton={<SkeletonText lines={6} />}>
        {(found) =>
          found.overall.n === 0 && found.findings.length === 0 ? (
            <EmptyState icon={<UserCheck aria-hidden />} title={t("agreement.noneTitle")}>
              {t("agreement.noneText", { count: found.least })}
            </EmptyState>
          ) : (
            <Found found={found} />
          )
        }
      </QueryView>
    </>
  );
}

function Found({ found }: { found: Measured }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  return (
    <>
      <Section title={t("agreement.criteria")} hint={t("agreement.criteriaHint", { count: found.least })}>
        <ul>
          <Row item={found.overall} name={t("agreement.all")} least={found.least} />
          {found.items.map((item) => (
            <Row key={`${item.rubric}/${item.criterion}`} item={item} name={item.title} least={found.least} />
          ))}
        </ul>
      </Section>
      {found.findings.length > 0 && (
        <Section title={t("agreement.findings")}>
          <ul>
            {found.findings.map((one) => (
              <li
                key={one.source}
                className="flex flex-wrap justify-between gap-4 border-b border-line py-2 last:border-0"
              >
                <bdi>{one.source === "builtin" ? t("agreement.builtin") : one.source}</bdi>
                <span>
                  {t("agreement.rightOf", {
                    right: format.number(one.right),
                    all: format.number(one.right + one.wrong),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </>
  );
}

/** Whether both sides said different things at all: if one never did, kappa is 0 by its making and tells nothing. */
function varies({ table }: CriterionAgreement): boolean {
  const people = new Set(Object.values(table ?? {}).flatMap((row) => Object.keys(row)));
  return Object.keys(table ?? {}).length > 1 && people.size > 1;
}

function Row({ item, name, least }: { item: CriterionAgreement; name: string; least: number }) {
  const { t } = useTranslation("calls");
  const format = useFormats();
  const kappa = varies(item) ? item.kappa : null;
  return (
    <li className="grid items-center gap-x-6 gap-y-1 border-b border-line py-2.5 last:border-0 sm:grid-cols-[minmax(0,1fr)_7rem_20rem]">
      <p>
        <bdi>{name}</bdi>
        <span className="block text-small text-soft">{t("agreement.judgements", { count: item.n })}</span>
      </p>
      <p className="text-small">
        {item.agreement == null ? "–" : t("agreement.same", { share: format.percent(item.agreement) })}
      </p>
      {kappa == null ? (
        <p className="text-small text-soft">
          {item.enough ? t("agreement.noKappa") : t("agreement.tooFew", { least: format.number(least) })}
        </p>
      ) : (
        <div className="grid grid-cols-[2.5rem_minmax(0,1fr)_8rem] items-center gap-x-3">
          <DottedNumber
            from={{
              definition: t("agreement.kappaDefinition"),
              sample: t("agreement.judgements", { count: item.n }),
              source: t("agreement.kappaSource"),
            }}
          >
            {format.number(kappa, 2)}
          </DottedNumber>
          <Range
            label={t("agreement.kappa")}
            text={t("agreement.kappaText", {
              value: format.number(kappa, 2),
              low: format.number(item.low ?? kappa, 2),
              high: format.number(item.high ?? kappa, 2),
            })}
            value={kappa}
            low={item.low ?? kappa}
            high={item.high ?? kappa}
            min={-0.2}
            max={1}
            mark={0}
          />
          <span className="text-small text-soft">
            {t((item.low ?? kappa) > 0 ? "agreement.beyond" : "agreement.unclear")}
          </span>
        </div>
      )}
    </li>
  );
}
