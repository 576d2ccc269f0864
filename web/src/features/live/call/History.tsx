import { useTranslation } from "react-i18next";
import { Fold } from "@/components/Fold";
import { useFormats } from "@/lib/format";
import type { Cue, Verdict } from "../session/messages";
import { type LiveView, pastCues } from "../session/view";
import { UsefulButtons } from "./CueCard";
import { KIND_ICONS } from "./kinds";

interface HistoryProps {
  view: LiveView;
  seconds: number;
  onJudge?: (verdict: Verdict) => void;
}

/** The cues that have had their time, folded away; each can still be rated. */
export function History({ view, seconds, onJudge }: HistoryProps) {
  const { t } = useTranslation("live");
  const past = pastCues(view, seconds);
  if (past.length === 0) return null;
  return (
    <Fold summary={t("history.count", { count: past.length })}>
      <ol aria-label={t("history.title")} className="mt-2 max-h-72 overflow-y-auto">
        {past.map((cue) => (
          <Past key={cue.id} cue={cue} onJudge={onJudge} />
        ))}
      </ol>
    </Fold>
  );
}

function Past({ cue, onJudge }: { cue: Cue; onJudge?: (verdict: Verdict) => void }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const Icon = KIND_ICONS[cue.kind];
  return (
    <li className="flex items-start gap-2.5 border-b border-line py-2 last:border-0">
      <Icon aria-hidden className="mt-1 size-4 shrink-0 text-soft" />
      <div className="min-w-0 grow">
        <p dir="auto">{cue.text}</p>
        <p className="text-small text-soft tabular-nums">
          {format.clock(cue.at)} · {t(`history.standings.${cue.standing ?? "shown"}`)}
        </p>
      </div>
      {onJudge && <UsefulButtons small cue={cue} onJudge={onJudge} />}
    </li>
  );
}
