import { useTranslation } from "react-i18next";
import type { KnowledgeAnswer } from "@/api/types.gen";
import { EngineBadge } from "@/components/EngineBadge";
import { PassageView } from "./PassageView";

/** The sentences of an answer, each with the number of its source below; or that nothing answers, and what is nearest. */
export function Answer({ answer }: { answer: KnowledgeAnswer }) {
  const { t } = useTranslation("knowledge");
  const number = new Map(answer.passages.map((passage, place) => [passage.id, place + 1]));
  return (
    <>
      {answer.answered ? (
        <p dir="auto" className="max-w-prose text-title font-normal">
          {answer.sentences.map((sentence, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the sentences of a fixed answer
            <span key={place}>
              {sentence.text}
              <a
                href={`#source-${sentence.passage}`}
                aria-label={t("ask.toSource", { number: number.get(sentence.passage) })}
                className="mx-1 rounded-small bg-sunken px-1.5 py-0.5 align-text-top text-small text-accent tabular-nums"
              >
                {number.get(sentence.passage)}
              </a>{" "}
            </span>
          ))}
        </p>
      ) : (
        <p className="max-w-prose text-title font-normal">{answer.message}</p>
      )}
      <div className="mt-2 flex flex-wrap items-center gap-x-3">
        <EngineBadge source={answer.source} note={answer.note} />
        {answer.dropped > 0 && (
          <span className="text-small text-soft">{t("ask.dropped", { count: answer.dropped })}</span>
        )}
      </div>
      {answer.passages.length > 0 && (
        <>
          <h3 className="mt-5 text-small font-strong text-soft">
            {t(answer.answered ? "ask.sources" : "ask.nearest")}
          </h3>
          <ol className="divide-y divide-line">
            {answer.passages.map((passage) => (
              <li key={passage.id} id={`source-${passage.id}`} className="py-3">
                <PassageView
                  passage={passage}
                  marks={answer.sentences.filter((sentence) => sentence.passage === passage.id)}
                  mark={
                    answer.answered && (
                      <span className="me-2 rounded-small bg-sunken px-1.5 py-0.5 text-accent tabular-nums">
                        {number.get(passage.id)}
                      </span>
                    )
                  }
                />
              </li>
            ))}
          </ol>
        </>
      )}
    </>
  );
}
