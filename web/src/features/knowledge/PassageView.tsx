import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Passage } from "@/api/types.gen";
import { Marked } from "@/components/evidence/Marked";

interface PassageViewProps {
  passage: Passage;
  /** What is marked: the words asked for, or the quotes of an answer. */
  marks: readonly { start: number; end: number }[];
  /** Stands before the source: the number an answer cites it by. */
  mark?: ReactNode;
}

/** A passage in its own words, and where it is from. */
export function PassageView({ passage, marks, mark }: PassageViewProps) {
  return (
    <>
      <p className="text-small text-soft">
        {mark}
        <SourceLine passage={passage} />
      </p>
      <blockquote dir="auto" className="mt-1 max-w-prose whitespace-pre-line break-words">
        <Marked text={passage.text} quotes={marks} />
      </blockquote>
    </>
  );
}

/** "Price list › Discounts, page 3". */
function SourceLine({ passage }: { passage: Passage }) {
  const { t } = useTranslation("knowledge");
  return (
    <>
      <bdi className="font-strong text-ink">{passage.document.title}</bdi>
      {passage.heading
        .filter((heading) => heading !== passage.document.title)
        .map((heading) => (
          <span key={heading}>
            {" › "}
            <bdi>{heading}</bdi>
          </span>
        ))}
      {passage.page != null && <span>{t("page", { page: passage.page })}</span>}
    </>
  );
}
