import { useTranslation } from "react-i18next";
import type { Verdict } from "../session/messages";
import { currentCue, type LiveView } from "../session/view";
import { CueCard } from "./CueCard";

interface CueAreaProps {
  view: LiveView;
  seconds: number;
  onJudge?: (verdict: Verdict) => void;
}

/** The place of the one cue. Its height stays, so that nothing jumps while somebody speaks. */
export function CueArea({ view, seconds, onJudge }: CueAreaProps) {
  const cue = currentCue(view, seconds);
  return (
    <div className="@container">
      <div aria-live="polite" className="min-h-48">
        {cue ? <CueCard key={cue.id} cue={cue} seconds={seconds} onJudge={onJudge} /> : <Calm view={view} />}
      </div>
    </div>
  );
}

function Calm({ view }: { view: LiveView }) {
  const { t } = useTranslation("live");
  const off = view.state?.amount === "off";
  const waiting = view.turns.length === 0;
  return (
    <div className="text-soft">
      <p className="text-title">{t(off ? "cue.offText" : waiting ? "cue.waiting" : "cue.calm")}</p>
      {!off && <p className="mt-1 text-small">{t("cue.calmText")}</p>}
    </div>
  );
}
