import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { DottedNumber } from "@/components/DottedNumber";
import { Highlight } from "@/components/Highlight";
import { PageHeader } from "@/components/PageHeader";
import { Section } from "@/components/Section";
import { ResultMark } from "@/components/Signal";
import { useFormats } from "@/lib/format";

/** How to read what Ringside shows. The list of keys is given by the frame, which knows them. */
export function Help({ shortcuts }: { shortcuts: ReactNode }) {
  const { t } = useTranslation("settings");
  const format = useFormats();
  return (
    <>
      <PageHeader title={t("help.title")} lead={t("help.lead")} />
      <Section title={t("help.marks")}>
        <dl className="grid gap-8 md:grid-cols-2">
          <Mark
            sample={<Highlight>{t("help.markSample")}</Highlight>}
            title={t("help.markTitle")}
            text={t("help.markText")}
          />
          <Mark
            sample={
              <DottedNumber
                from={{
                  definition: t("help.numberDefinition"),
                  sample: t("help.numberSample"),
                  source: t("help.numberSource"),
                }}
              >
                {format.percent(0.43)}
              </DottedNumber>
            }
            title={t("help.numberTitle")}
            text={t("help.numberText")}
          />
        </dl>
        <p className="mt-6 text-soft">{t("help.neither")}</p>
      </Section>
      <Section title={t("help.results")}>
        <dl className="grid max-w-prose gap-x-6 gap-y-3 sm:grid-cols-[auto_1fr]">
          <Result mark={<ResultMark result="met" />} text={t("help.met")} />
          <Result mark={<ResultMark result="not_met" />} text={t("help.notMet")} />
          <Result mark={<ResultMark result="not_observed" />} text={t("help.notObserved")} />
        </dl>
      </Section>
      <Section title={t("help.shortcuts")}>
        <div className="max-w-sm">{shortcuts}</div>
      </Section>
    </>
  );
}

function Mark({ sample, title, text }: { sample: ReactNode; title: string; text: string }) {
  return (
    <div>
      <dt>
        <p className="mb-3 text-title">{sample}</p>
        <p className="font-strong">{title}</p>
      </dt>
      <dd className="mt-1 text-soft">{text}</dd>
    </div>
  );
}

function Result({ mark, text }: { mark: ReactNode; text: string }) {
  return (
    <div className="contents">
      <dt>{mark}</dt>
      <dd className="text-soft">{text}</dd>
    </div>
  );
}
