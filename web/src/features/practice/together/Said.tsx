import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Together } from "./useTogether";

/** What was said, newest at the bottom. */
export function Said({ together }: { together: Together }) {
  const { t } = useTranslation("together");
  const box = useRef<HTMLOListElement>(null);
  const { turns, state } = together;
  // biome-ignore lint/correctness/useExhaustiveDependencies: whatever is added, the newest words stay in sight
  useEffect(() => {
    box.current?.scrollTo({ top: box.current.scrollHeight });
  }, [turns.length]);
  if (turns.length === 0) return <p className="text-soft">{t("visit.silence")}</p>;
  return (
    <ol
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
      tabIndex={0}
      aria-label={t("visit.transcript")}
      aria-live="polite"
      className="flex max-h-[52dvh] flex-col gap-4 overflow-y-auto border-y border-line py-4"
    >
      {turns.map((turn) => (
        <li key={turn.index}>
          <p className="text-small text-soft">
            <bdi>{turn.speaker === "rep" ? state.rep : (turn.name ?? t("visit.buyer"))}</bdi>
            {turn.source === "person" && <> · {t("visit.byPerson")}</>}
          </p>
          <p dir="auto">{turn.text || t("visit.saidNothing")}</p>
        </li>
      ))}
    </ol>
  );
}
