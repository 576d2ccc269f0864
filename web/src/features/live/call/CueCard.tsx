import { ThumbsDown, ThumbsUp, X } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Highlight } from "@/components/Highlight";
import { Keys } from "@/components/Keys";
import { classes } from "@/lib/classes";
import type { Cue, Verdict } from "../session/messages";
import { timeLeft } from "../session/view";
import { KIND_ICONS } from "./kinds";
import { Ring } from "./Ring";
import { Sources } from "./Sources";

interface CueCardProps {
  cue: Cue;
  seconds: number;
  /** Absent for somebody who only looks on. */
  onJudge?: (verdict: Verdict) => void;
}

/** The one thing to do now: large enough for the corner of an eye, with why, and how long it stands. */
export function CueCard({ cue, seconds, onJudge }: CueCardProps) {
  const { t } = useTranslation("live");
  const Icon = KIND_ICONS[cue.kind];
  return (
    <article data-cue={cue.id} aria-label={t("cue.label")} className="animate-arrive">
      <div className="flex items-start gap-3">
        <Ring left={timeLeft(cue, seconds)}>
          <Icon aria-hidden />
        </Ring>
        <div className="min-w-0">
          <p className="text-small text-soft">{t(`cue.kinds.${cue.kind}`)}</p>
          <p dir="auto" className="mt-0.5 text-title font-strong text-balance @md:text-display">
            {cue.text}
          </p>
        </div>
      </div>
      <p dir="auto" className="mt-3 text-soft">
        {cue.why}
      </p>
      {cue.quotes?.map((quote) => (
        <p key={`${quote.turn}-${quote.start}`} className="mt-1.5 leading-7">
          <Highlight>{quote.text}</Highlight>{" "}
          <span className="text-small text-soft">{t(quote.speaker === "rep" ? "cue.you" : "cue.them")}</span>
        </p>
      ))}
      <Sources cue={cue} />
      {onJudge && <Verdicts cue={cue} onJudge={onJudge} />}
    </article>
  );
}

function Verdicts({ cue, onJudge }: { cue: Cue; onJudge: (verdict: Verdict) => void }) {
  const { t } = useTranslation("live");
  return (
    <div className="mt-4 flex flex-wrap items-center gap-2">
      <VerdictButton
        letter="D"
        label={t("cue.dismiss")}
        onClick={() => onJudge({ id: cue.id, standing: "dismissed" })}
      >
        <X aria-hidden />
      </VerdictButton>
      <UsefulButtons cue={cue} onJudge={onJudge} />
    </div>
  );
}

/** Whether the cue was worth it; a second press does not take it back, the other one changes it. */
export function UsefulButtons({
  cue,
  onJudge,
  small,
}: {
  cue: Cue;
  onJudge: (verdict: Verdict) => void;
  small?: boolean;
}) {
  const { t } = useTranslation("live");
  return (
    <fieldset className="flex gap-2">
      <legend className="sr-only">{t("cue.rate")}</legend>
      <VerdictButton
        letter={small ? undefined : "U"}
        label={t("cue.useful")}
        pressed={cue.useful === true}
        onClick={() => onJudge({ id: cue.id, useful: true })}
      >
        <ThumbsUp aria-hidden />
      </VerdictButton>
      <VerdictButton
        letter={small ? undefined : "N"}
        label={t("cue.notUseful")}
        pressed={cue.useful === false}
        onClick={() => onJudge({ id: cue.id, useful: false })}
      >
        <ThumbsDown aria-hidden />
      </VerdictButton>
    </fieldset>
  );
}

interface VerdictButtonProps {
  letter?: string;
  label: string;
  pressed?: boolean;
  onClick: () => void;
  children: ReactNode;
}

function VerdictButton({ letter, label, pressed, onClick, children }: VerdictButtonProps) {
  return (
    <Button
      size="small"
      kind={letter ? "secondary" : "quiet"}
      aria-label={letter ? undefined : label}
      title={letter ? undefined : label}
      aria-keyshortcuts={letter}
      aria-pressed={pressed}
      onClick={onClick}
      className={classes(pressed && "border-accent! bg-accent-wash! text-accent!")}
    >
      {children}
      {letter && <span className="@max-sm:sr-only">{label}</span>}
      {letter && (
        <span aria-hidden className="touch:hidden">
          <Keys keys={[letter]} />
        </span>
      )}
    </Button>
  );
}
