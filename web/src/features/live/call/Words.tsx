import { ArrowDown } from "lucide-react";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";
import type { LiveTurn } from "../session/messages";

const NEAR_PX = 48;

/** What is said, phrase by phrase; stays at the end unless the reader scrolled up. */
export function Words({
  turns,
  mine,
  className,
}: {
  turns: readonly LiveTurn[];
  mine: boolean;
  className?: string;
}) {
  const { t } = useTranslation("live");
  const pane = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  useLayoutEffect(() => {
    if (turns.length > 0 && following) toEnd(pane.current);
  }, [turns, following]);
  useEffect(() => {
    const box = pane.current;
    if (!box) return;
    const onScroll = () => setFollowing(box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_PX);
    box.addEventListener("scroll", onScroll, { passive: true });
    return () => box.removeEventListener("scroll", onScroll);
  }, []);
  return (
    <div className={classes("relative", className)}>
      <div
        ref={pane}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a pane that scrolls must be reachable by keyboard
        tabIndex={0}
        role="log"
        aria-live="off"
        aria-label={t("transcript.title")}
        className="h-full overflow-y-auto overscroll-contain [scrollbar-width:thin]"
      >
        {turns.length === 0 && <p className="text-soft">{t("transcript.none")}</p>}
        <ol>
          {turns.map((turn, place) => (
            <Phrase
              key={turn.id}
              turn={turn}
              mine={mine}
              first={turns[place - 1]?.speaker !== turn.speaker}
            />
          ))}
        </ol>
      </div>
      {!following && (
        <Button
          size="small"
          onClick={() => {
            setFollowing(true);
            toEnd(pane.current);
          }}
          className="absolute bottom-2 start-1/2 -translate-x-1/2 rounded-full shadow-float rtl:translate-x-1/2"
        >
          <ArrowDown aria-hidden />
          {t("transcript.latest")}
        </Button>
      )}
    </div>
  );
}

function Phrase({ turn, mine, first }: { turn: LiveTurn; mine: boolean; first: boolean }) {
  const { t } = useTranslation("live");
  const format = useFormats();
  const rep = turn.speaker === "rep";
  return (
    <li className="grid grid-cols-[2.75rem_minmax(0,1fr)] gap-x-2 py-1">
      <span className="pt-px text-end text-small text-soft tabular-nums">{format.clock(turn.start)}</span>
      <div className={classes("min-w-0 border-s-2 ps-3", rep ? "border-accent" : "border-line")}>
        {first && (
          <p className={classes("text-small", rep ? "text-accent" : "text-soft")}>
            {t(rep ? (mine ? "transcript.rep" : "transcript.repOf") : "transcript.customer")}
          </p>
        )}
        <p dir="auto" className={classes("break-words", !turn.final && "text-soft italic")}>
          {turn.text}
        </p>
      </div>
    </li>
  );
}

function toEnd(box: HTMLElement | null): void {
  box?.scrollTo({ top: box.scrollHeight });
}
