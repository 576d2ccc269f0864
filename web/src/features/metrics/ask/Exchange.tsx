import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { AnswerView } from "../answer/AnswerView";
import { Clarify, Refused } from "../answer/Back";
import type { Answer, MetricQuery } from "../types";
import { useInSight } from "./useInSight";
import type { TalkControls } from "./useTalk";

interface ExchangeProps {
  answer: Answer;
  /** Only the newest answer suggests what to ask next. */
  last: boolean;
  /** Came while this page was open. */
  fresh: boolean;
  talk: TalkControls;
}

/** A question and what became of it. */
export function Exchange({ answer, last, fresh, talk }: ExchangeProps) {
  const { t } = useTranslation("metrics");
  const edit = (query: MetricQuery) => talk.send(answer.asked, query);
  return (
    <Asked text={answer.asked} fresh={fresh}>
      {answer.status === "answered" && (
        <AnswerView
          answer={answer}
          onEdit={edit}
          onThumbs={(thumbs) =>
            talk.tell({ type: "thumbs", message: answer.message_id, thumbs: thumbs ?? null })
          }
        />
      )}
      {answer.status === "asked" && (
        <Clarify
          answer={answer}
          onChoose={
            last ? (choice) => talk.send(choice.text ?? choice.label, choice.query ?? undefined) : undefined
          }
        />
      )}
      {answer.status === "refused" && <Refused answer={answer} />}
      {last && (answer.follow_ups?.length ?? 0) > 0 && (
        <Suggestions
          label={t("followUps")}
          texts={answer.follow_ups ?? []}
          onPick={(text) => talk.send(text)}
        />
      )}
    </Asked>
  );
}

/** The question as a heading over its answer. A fresh one comes into sight. */
export function Asked({ text, fresh, children }: { text: string; fresh?: boolean; children: ReactNode }) {
  const box = useRef<HTMLElement>(null);
  useInSight(box, fresh ?? false);
  return (
    <article
      ref={box}
      className="scroll-mt-6 scroll-mb-36 border-t border-line pt-5 pb-10 first:border-0 first:pt-0"
    >
      <h2 dir="auto" className="mb-3 max-w-prose font-strong break-words text-soft">
        {text}
      </h2>
      {children}
    </article>
  );
}

/** Questions that are asked by a press. */
export function Suggestions({
  label,
  texts,
  onPick,
}: {
  label: string;
  texts: readonly string[];
  onPick: (text: string) => void;
}) {
  return (
    <div className="mt-5">
      <p className="mb-2 text-small text-soft">{label}</p>
      <ul className="flex flex-wrap gap-2">
        {texts.map((text) => (
          <li key={text} className="max-w-full">
            <button
              type="button"
              onClick={() => onPick(text)}
              className="min-h-8 rounded-control bg-accent-wash px-3 py-1 text-start text-accent transition-colors hover:bg-accent hover:text-on-accent touch:min-h-11"
            >
              <bdi>{text}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
