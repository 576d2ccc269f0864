import { Info } from "lucide-react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { EngineBadge } from "@/components/EngineBadge";
import { Segmented } from "@/components/Segmented";
import { MetricChart } from "../chart/MetricChart";
import { Chips } from "../chips/Chips";
import type { Answer, MetricQuery } from "../types";
import { Actions } from "./Actions";
import { Computed, ComputedButton } from "./Computed";
import { DataTable } from "./DataTable";
import { Figure } from "./Figure";
import { NarrativeText } from "./NarrativeText";

interface AnswerViewProps {
  answer: Answer;
  onEdit: (query: MetricQuery) => void;
  onThumbs: (thumbs: Answer["thumbs"]) => void;
}

/** An answer: one sentence, the picture or the figure, how it was understood, and how it was computed. */
export function AnswerView({ answer, onEdit, onThumbs }: AnswerViewProps) {
  const { t } = useTranslation("metrics");
  const id = useId();
  const [view, setView] = useState<"chart" | "table">("chart");
  const [origin, setOrigin] = useState(false);
  const { understanding, notes = [], worded, rows = [], columns = [] } = answer;
  const chart = answer.chart && answer.chart.kind !== "number" ? answer.chart : null;
  const several = rows.length > 1 || columns.length > 2;
  const figure = !chart && !several && Boolean(answer.headline);
  const tabled = several && (!chart || view === "table");
  return (
    <div className="flex flex-col gap-5">
      {figure && <Figure answer={answer} />}
      <NarrativeText
        segments={answer.segments?.length ? answer.segments : [{ text: answer.narrative ?? "" }]}
        answer={answer}
        quiet={figure}
      />
      {chart && !tabled && <MetricChart chart={chart} />}
      {tabled && <DataTable answer={answer} />}
      {notes.length > 0 && <Notes notes={notes} />}
      {understanding && <Chips understanding={understanding} onEdit={onEdit} />}
      <div className="-mt-1 flex flex-wrap items-center gap-x-1 gap-y-2">
        <Actions answer={answer} onThumbs={onThumbs} />
        {answer.computed && (
          <ComputedButton controls={id} open={origin} onToggle={() => setOrigin(!origin)} />
        )}
        <span className="ms-auto flex flex-wrap items-center gap-3">
          <EngineBadge source={worded?.source ?? "builtin"} note={worded?.rejected} />
          {chart && several && (
            <Segmented
              label={t("view.label")}
              choices={(["chart", "table"] as const).map((value) => ({ value, label: t(`view.${value}`) }))}
              value={view}
              onChange={setView}
            />
          )}
        </span>
      </div>
      <div id={id} hidden={!origin}>
        {origin && <Computed answer={answer} />}
      </div>
    </div>
  );
}

function Notes({ notes }: { notes: readonly string[] }) {
  return (
    <ul className="flex flex-col gap-1 text-small text-soft">
      {notes.map((note) => (
        <li key={note} className="flex items-start gap-2">
          <Info aria-hidden className="mt-0.5 size-4 shrink-0" />
          <span dir="auto">{note}</span>
        </li>
      ))}
    </ul>
  );
}
