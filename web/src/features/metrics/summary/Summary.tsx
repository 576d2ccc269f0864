import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Link2, Printer } from "lucide-react";
import { useTranslation } from "react-i18next";
import { metricsGetSummaryOptions } from "@/api/@tanstack/react-query.gen";
import type { Summary as SummaryOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { SkeletonText } from "@/components/Skeleton";
import { toast } from "@/components/Toast";
import type { Language } from "@/i18n";
import { NarrativeText } from "../answer/NarrativeText";
import { NoData } from "../ask/Starters";
import { NumbersHeader } from "../NumbersHeader";
import { useMetrics } from "../useMetrics";
import { Moved } from "./Moved";
import { PeriodPick } from "./PeriodPick";
import { lasting } from "./period";
import { toLookAt } from "./reading";

interface SummaryProps {
  period: string | undefined;
  onPeriod: (period: string) => void;
}

/** A period on one page: what moved, by how much, what contributed, what to look at. */
export function Summary({ period = "last month", onPeriod }: SummaryProps) {
  const { i18n } = useTranslation("summary");
  const language = i18n.language as Language;
  const metrics = useMetrics();
  const query = useQuery({
    ...metricsGetSummaryOptions({ query: { period, language } }),
    enabled: Boolean(metrics.data?.measures.length),
    staleTime: 5 * 60_000,
  });
  return (
    <>
      <NumbersHeader page="summary" actions={query.data && <Share summary={query.data} />} />
      <QueryView query={metrics} skeleton={<Computing />}>
        {(known) =>
          known.measures.length === 0 ? (
            <NoData />
          ) : (
            <>
              <PeriodPick period={period} onPick={onPeriod} />
              <QueryView query={query} skeleton={<Computing />}>
                {(summary) => <Told summary={summary} language={language} />}
              </QueryView>
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Computing() {
  const { t } = useTranslation("summary");
  return (
    <div role="status">
      <p className="mb-4 text-soft">{t("computing")}</p>
      <SkeletonText lines={8} />
    </div>
  );
}

function Told({ summary, language }: { summary: SummaryOut; language: Language }) {
  const { t } = useTranslation("summary");
  const { moved, steady = [], notes = [] } = summary;
  const looks = toLookAt(moved);
  return (
    <>
      <div className="mb-8">
        <NarrativeText segments={summary.lead.segments} answer={{ facts: summary.facts, language }} />
        {notes.map((note) => (
          <p key={note} className="mt-2 text-small text-soft">
            {note}
          </p>
        ))}
      </div>
      <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_17rem] print:block">
        <div className="min-w-0">
          {moved.length > 0 && (
            <Section title={t("moved")} hint={t("movedHint")}>
              <List items={moved} summary={summary} />
            </Section>
          )}
          {steady.length > 0 && (
            <Section title={t("steady")} hint={t("steadyHint")}>
              <List items={steady} summary={summary} />
            </Section>
          )}
        </div>
        {looks.length > 0 && (
          <aside className="min-w-0 max-lg:order-first">
            <Section title={t("look")} hint={t("lookHint")}>
              <ul className="flex flex-col gap-3">
                {looks.map((one) => (
                  <li key={one.measure}>
                    <Link
                      to="/numbers"
                      search={{ text: one.ask }}
                      className="text-accent hover:underline touch:inline-flex touch:min-h-11 touch:items-center"
                    >
                      <span lang={language} className="block first-letter:uppercase">
                        {one.ask}
                      </span>
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          </aside>
        )}
      </div>
    </>
  );
}

function List({ items, summary }: { items: SummaryOut["moved"]; summary: SummaryOut }) {
  return (
    <ul>
      {items.map((one) => (
        <Moved key={one.measure} moved={one} summary={summary} />
      ))}
    </ul>
  );
}

/** On paper, or as an address that will show these days to whoever opens it. */
function Share({ summary }: { summary: SummaryOut }) {
  const { t } = useTranslation("summary");
  const copy = () => {
    const address = new URL(window.location.href);
    const days = lasting(summary.period);
    if (days) address.searchParams.set("period", days);
    navigator.clipboard
      .writeText(address.href)
      .then(() => toast(t("copied")))
      .catch(() => toast(t("notCopied"), { kind: "trouble" }));
  };
  return (
    <>
      <Button onClick={copy}>
        <Link2 aria-hidden />
        {t("share")}
      </Button>
      <Button onClick={() => window.print()}>
        <Printer aria-hidden />
        {t("print")}
      </Button>
    </>
  );
}
