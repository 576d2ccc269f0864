import { ArrowDown, ArrowUp } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { RatingOut } from "@/api/types.gen";
import { DottedNumber } from "@/components/DottedNumber";
import { Range } from "@/components/Meter";
import { classes } from "@/lib/classes";
import { useFormats } from "@/lib/format";

/** Ends of the bars: a beginner and somebody outstanding; the notch is a practised rep. */
const SCALE = { min: 900, max: 2100, mark: 1500 };

interface SkillRowProps {
  skill: RatingOut;
  open: boolean;
  onOpen: () => void;
}

export function SkillRow({ skill, open, onOpen }: SkillRowProps) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  const figures = {
    rating: format.plain(skill.rating),
    low: format.plain(skill.low),
    high: format.plain(skill.high),
  };
  const level = t(`levels.${skill.level}`);
  const inCalls = skill.in_calls;
  const practised = skill.calls > 0;
  const unseen = !practised && inCalls.calls === 0;
  return (
    <li className={classes("-mx-3 border-b border-line px-3 py-3.5 last:border-0", open && "bg-sunken")}>
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="min-w-0">
          <button
            type="button"
            aria-pressed={open}
            disabled={unseen}
            onClick={onOpen}
            className={classes(
              "text-start",
              unseen ? "text-soft" : "font-strong hover:text-accent touch:min-h-11",
            )}
          >
            {skill.title}
          </button>
        </h2>
        {!practised ? (
          <span className="text-small text-soft">{t(unseen ? "unseen" : "unpractised")}</span>
        ) : (
          <p className="flex items-baseline gap-3 whitespace-nowrap">
            <Change change={skill.change} />
            <DottedNumber
              from={{
                definition: t("definition"),
                sample: t("sample", { count: skill.calls }),
                source: t("band", figures),
              }}
            >
              {level}
            </DottedNumber>
          </p>
        )}
      </div>
      {practised && (
        <>
          <Range
            label={skill.title}
            text={t("text", { level, ...figures })}
            value={skill.rating}
            low={skill.low}
            high={skill.high}
            certain={skill.certain}
            className="mt-2"
            {...SCALE}
          />
          <p className="mt-1 text-small text-soft">
            {t("sample", { count: skill.calls })}
            {!skill.certain && ` · ${t("early")}`}
          </p>
        </>
      )}
      {inCalls.calls > 0 && (
        <>
          <Range
            label={t("inCalls", { skill: skill.title })}
            text={t("text", {
              level: t(`levels.${inCalls.level}`),
              rating: format.plain(inCalls.rating),
              low: format.plain(inCalls.low),
              high: format.plain(inCalls.high),
            })}
            value={inCalls.rating}
            low={inCalls.low}
            high={inCalls.high}
            certain={inCalls.certain}
            className="mt-2"
            {...SCALE}
          />
          <p className="mt-1 text-small text-soft">
            {t("realSample", { count: inCalls.calls })}
            {!inCalls.certain && ` · ${t("early")}`}
          </p>
        </>
      )}
    </li>
  );
}

function Change({ change }: { change: number | null }) {
  const { t } = useTranslation("skills");
  const format = useFormats();
  const points = Math.round(change ?? 0);
  if (points === 0) return null;
  const Icon = points > 0 ? ArrowUp : ArrowDown;
  return (
    <span
      className={classes(
        "inline-flex items-center gap-0.5 text-small",
        points > 0 ? "text-good" : "text-soft",
      )}
    >
      <Icon aria-hidden className="size-3.5" />
      <span className="sr-only">{t(points > 0 ? "up" : "down")}</span>
      {format.number(Math.abs(points))}
      <span className="sr-only">{t("since")}</span>
    </span>
  );
}
