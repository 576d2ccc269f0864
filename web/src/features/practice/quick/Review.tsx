import { CircleCheck, CircleDot, CircleX } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { QuickAspect, QuickOut } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { CopyButton } from "@/components/CopyButton";
import { EngineBadge } from "@/components/EngineBadge";
import { Highlight } from "@/components/Highlight";
import { classes } from "@/lib/classes";
import { segments } from "@/lib/quotes";
import { YourDocuments } from "./YourDocuments";

const ASPECTS = ["tone", "content", "strategy"] as const;
const VERDICTS = {
  good: { icon: CircleCheck, hue: "text-good" },
  mixed: { icon: CircleDot, hue: "text-warn" },
  poor: { icon: CircleX, hue: "text-bad" },
} as const;

interface ReviewProps {
  result: QuickOut;
  /** The answer that was reviewed; the field may have changed since. */
  answer: string;
  onTry: (line: string) => void;
}

/** How the answer sounds, what it says, where it leads; and lines that do better. */
export function Review({ result, answer, onTry }: ReviewProps) {
  const { t } = useTranslation("practice");
  const quotes = ASPECTS.flatMap((aspect) => result[aspect].quotes).filter(
    (quote) => quote.speaker === "rep",
  );
  return (
    <section aria-label={t("quick.review")}>
      <div className="flex items-start justify-between gap-4 border-t-2 border-ink pt-4">
        <blockquote dir="auto" className="leading-7 whitespace-pre-wrap">
          {segments(answer, quotes).map((piece, place) =>
            piece.marked ? (
              // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a fixed text
              <Highlight key={place}>{piece.text}</Highlight>
            ) : (
              piece.text
            ),
          )}
        </blockquote>
        <span className="shrink-0 whitespace-nowrap">
          <EngineBadge source={result.source ?? "builtin"} />
        </span>
      </div>
      <dl className="mt-5">
        {ASPECTS.map((aspect) => (
          <Aspect key={aspect} name={t(`quick.aspects.${aspect}`)} aspect={result[aspect]} />
        ))}
      </dl>
      <YourDocuments quotes={result.documents ?? []} />
      {result.better.length > 0 && (
        <>
          <h2 className="mt-7 font-strong">{t("quick.better")}</h2>
          <ul>
            {result.better.map((line) => (
              <li key={line} className="border-b border-line py-3 last:border-0">
                <p dir="auto" className="border-s-2 border-accent ps-4">
                  {line}
                </p>
                <div className="mt-2 flex gap-2 ps-4">
                  <CopyButton text={line} />
                  <Button size="small" kind="quiet" onClick={() => onTry(line)}>
                    {t("quick.use")}
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Aspect({ name, aspect }: { name: string; aspect: QuickAspect }) {
  const { t } = useTranslation("practice");
  const verdict = aspect.verdict === "good" || aspect.verdict === "poor" ? aspect.verdict : "mixed";
  const { icon: Icon, hue } = VERDICTS[verdict];
  return (
    <div className="grid gap-x-5 gap-y-1 border-b border-line py-3 sm:grid-cols-[8.5rem_minmax(0,1fr)]">
      <dt>
        <span className="block text-small text-soft">{name}</span>
        <span className={classes("inline-flex items-center gap-1.5", hue)}>
          <Icon aria-hidden className="size-4" />
          {t(`quick.verdicts.${verdict}`)}
        </span>
      </dt>
      <dd dir="auto" className="min-w-0">
        {aspect.why}
      </dd>
    </div>
  );
}
