import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { metricsGetUsageOptions } from "@/api/@tanstack/react-query.gen";
import type { MetricUsage } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { SkeletonText } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { NumbersHeader } from "../NumbersHeader";
import { Days } from "./Days";
import { daysBefore } from "./days";
import { People } from "./People";
import { Tone } from "./Tone";
import { Unanswered } from "./Unanswered";

const SPANS = ["7", "30", "90"] as const;

/** What was asked of the numbers and what became of it. */
export function Usage() {
  const { t } = useTranslation("usage");
  const [span, setSpan] = useState<(typeof SPANS)[number]>("30");
  const days = daysBefore(new Date(), Number(span));
  const query = useQuery({
    ...metricsGetUsageOptions({ query: days }),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <NumbersHeader page="usage" />
      <div className="mb-6">
        <Segmented
          label={t("days")}
          choices={SPANS.map((value) => ({ value, label: t(`last${value}`) }))}
          value={span}
          onChange={setSpan}
        />
      </div>
      <QueryView query={query} skeleton={<SkeletonText lines={8} />}>
        {(usage) =>
          usage.asked ? (
            <>
              <Totals usage={usage} />
              <Days usage={usage} />
              <Unanswered questions={usage.unanswered} />
              {usage.by_person.length > 1 && <People people={usage.by_person} />}
            </>
          ) : (
            <p className="text-soft">{t("none")}</p>
          )
        }
      </QueryView>
      <Tone {...days} grain={span === "7" ? "day" : "week"} />
    </>
  );
}

function Totals({ usage }: { usage: MetricUsage }) {
  const { t } = useTranslation("usage");
  const format = useFormats();
  const share = (count = 0) => format.percent(count / Math.max(1, usage.asked ?? 0));
  const figures = [
    { label: t("asked"), value: format.number(usage.asked ?? 0) },
    { label: t("answered"), value: share(usage.answered) },
    { label: t("clarified"), value: share(usage.clarified) },
    { label: t("refused"), value: share(usage.refused) },
    {
      label: t("thumbs"),
      value: `${t("up", { count: usage.thumbs_up ?? 0 })} · ${t("down", { count: usage.thumbs_down ?? 0 })}`,
    },
  ];
  return (
    <div className="pb-10">
      <dl className="flex flex-wrap gap-x-10 gap-y-4">
        {figures.map(({ label, value }) => (
          <div key={label}>
            <dt className="text-small text-soft">{label}</dt>
            <dd className="text-title font-strong tabular-nums">
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
        {usage.sentiment != null && (
          <div>
            <dt className="text-small text-soft">{t("tone")}</dt>
            <dd className="text-title font-strong tabular-nums" title={t("toneHint")}>
              <bdi>{format.number(usage.sentiment, 2)}</bdi>
            </dd>
          </div>
        )}
      </dl>
    </div>
  );
}
