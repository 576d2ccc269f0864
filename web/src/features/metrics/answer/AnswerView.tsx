import { Info } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EngineBadge } from "@/components/EngineBadge";
import { Segmented } from "@/components/Segmented";
import { MetricChart } from "../chart/MetricChart";
import { Chips } from "../chips/Chips";
import type { Answer, MetricQuery } from "../types";
import { Actions } from "./Actions";
import { Computed } from "./Computed";
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
  const { understanding, notes = [], worded } = answer;
  return (
    <div className="flex flex-col gap-5">
      <NarrativeText
        segments={answer.segments?.length ? answer.segments : [{ text: answer.narrative ?? "" }]}
        answer={answer}
      />
      <Picture answer={answer} />
      {notes.length > 0 && <Notes notes={notes} />}
      {understanding && <Chips understanding={understanding} onEdit={onEdit} />}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-1 border-t border-line pt-2">
        <Actions answer={answer} onThumbs={onThumbs} />
        <span className="ms-auto">
          <EngineBadge
            source={worded?.source ?? "builtin"}
            note={worded?.rejected}
            latencyMs={answer.computed?.took_ms}
          />
        </span>
        <Computed answer={answer} />
      </div>
    </div>
  );
}

/** The chart, the table behind it, or the one figure. */
function Picture({ answer }: { answer: Answer }) {
  const { t } = useTranslation("metrics");
  const [view, setView] = useState<"chart" | "table">("chart");
  const { chart, rows = [], columns = [] } = answer;
  const drawn = chart && chart.kind !== "number" ? chart : null;
  const several = rows.length > 1 || columns.length > 2;
  return (
    <>
      {!drawn && <Figure answer={answer} />}
      {drawn && several && (
        <div className="-mb-2">
          <Segmented
            label={t("view.label")}
            choices={[
              { value: "chart", label: t("view.chart") },
              { value: "table", label: t("view.table") },
            ]}
            value={view}
            onChange={setView}
          />
        </div>
      )}
      {drawn && view === "chart" && <MetricChart chart={drawn} />}
      {several && (!drawn || view === "table") && <DataTable answer={answer} />}
    </>
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
