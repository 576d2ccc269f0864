import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { metricsGetSentimentOptions } from "@/api/@tanstack/react-query.gen";
import { LineChart } from "@/components/LineChart";
import { QueryView } from "@/components/QueryView";
import { Section } from "@/components/Section";
import { Skeleton } from "@/components/Skeleton";
import { useFormats } from "@/lib/format";
import { FEWEST, type ToneLine, toneLines } from "./tone";

const STROKES = ["solid", "dashed", "dotted"] as const;

interface ToneProps {
  since: string;
  until: string;
  grain: "day" | "week";
}

/** How people sound over time: in what they ask here, and in the notes that came with the data. */
export function Tone({ since, until, grain }: ToneProps) {
  const { t } = useTranslation("usage");
  const query = useQuery(metricsGetSentimentOptions({ query: { since, until, grain } }));
  return (
    <QueryView query={query} skeleton={<Skeleton className="h-40 w-full" />}>
      {(tone) => {
        const { starts, lines } = toneLines(tone);
        return lines.length > 0 ? (
          <Section title={t("toneTitle")} hint={t("toneText", { fewest: FEWEST })}>
            <Lines starts={starts} lines={lines} />
          </Section>
        ) : null;
      }}
    </QueryView>
  );
}

function Lines({ starts, lines }: { starts: string[]; lines: ToneLine[] }) {
  const { t } = useTranslation("usage");
  const format = useFormats();
  const texts = lines.reduce((sum, line) => sum + line.texts, 0);
  if (lines.every((line) => line.values.every((value) => value === null)))
    return <p className="text-soft">{t("toneFew", { count: texts, n: format.number(texts) })}</p>;
  return (
    <LineChart
      label={t("toneTitle")}
      min={-1}
      max={1}
      steps={starts.map((start) => format.day(`${start}T12:00`))}
      series={lines.map((line, index) => ({
        name: line.label ?? t("toneMessages"),
        values: line.values,
        stroke: STROKES[index % STROKES.length],
        note: t(line.more ? "toneLatest" : "toneOf", { count: line.texts, n: format.number(line.texts) }),
      }))}
    />
  );
}
