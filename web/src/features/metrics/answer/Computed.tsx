import { Calculator } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { EngineBadge } from "@/components/EngineBadge";
import { useFormats } from "@/lib/format";
import type { Answer } from "../types";
import { PeriodDays } from "./FactNumber";

/** How the numbers came about: the query in words, the rows it ran over, the SQL, and which data and model stood. */
export function Computed({ answer }: { answer: Answer }) {
  const { t } = useTranslation("metrics");
  const format = useFormats();
  const { computed, understanding } = answer;
  if (!computed) return null;
  const period = understanding?.query.time?.period;
  const rows: [string, ReactNode][] = [
    [t("computed.query"), understanding?.words],
    [t("computed.period"), period && <PeriodDays start={period.start} end={period.end} />],
    [
      t("computed.rows"),
      computed.scanned != null &&
        t("fact.scanned", { count: computed.scanned, n: format.number(computed.scanned) }),
    ],
    [t("computed.tables"), computed.tables?.join(", ")],
    [
      t("computed.took"),
      computed.cached
        ? t("computed.fromCache")
        : t("computed.ms", { n: format.number(computed.took_ms, computed.took_ms < 10 ? 1 : 0) }),
    ],
    [t("computed.data"), computed.data_version?.slice(0, 12)],
    [t("computed.model"), computed.model_version?.slice(0, 12)],
    [
      t("computed.understood"),
      <EngineBadge key="engine" source={understanding?.source ?? answer.source ?? "builtin"} />,
    ],
  ];
  return (
    <section aria-label={t("computed.title")} className="rounded-control border border-line p-4 text-small">
      <dl className="grid gap-x-6 gap-y-2 sm:grid-cols-[max-content_minmax(0,1fr)]">
        {rows.map(
          ([name, value]) =>
            value && (
              <div key={name} className="contents">
                <dt className="text-soft max-sm:-mb-2">{name}</dt>
                <dd dir="auto" className="min-w-0 tabular-nums">
                  {value}
                </dd>
              </div>
            ),
        )}
      </dl>
      {computed.sql && (
        <>
          <div className="mt-4 flex items-center justify-between gap-4">
            <h3 className="font-normal text-soft">{t("computed.sql")}</h3>
            <CopyButton text={computed.sql} />
          </div>
          <pre
            dir="ltr"
            // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
            tabIndex={0}
            className="mt-2 max-h-80 overflow-auto rounded-control bg-sunken p-3 font-mono whitespace-pre text-start"
          >
            {computed.sql}
          </pre>
        </>
      )}
      <p className="mt-3 text-soft">{t("computed.promise")}</p>
    </section>
  );
}

/** Opens and closes it. */
export function ComputedButton({
  controls,
  open,
  onToggle,
}: {
  controls: string;
  open: boolean;
  onToggle: () => void;
}) {
  const { t } = useTranslation("metrics");
  return (
    <Button size="small" kind="quiet" aria-expanded={open} aria-controls={controls} onClick={onToggle}>
      <Calculator aria-hidden />
      {t("computed.title")}
    </Button>
  );
}
