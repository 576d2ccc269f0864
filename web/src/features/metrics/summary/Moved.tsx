import { ArrowDown, ArrowUp, Minus, Pin } from "lucide-react";
import { useTranslation } from "react-i18next";
import type { MovedMeasure, Summary } from "@/api/types.gen";
import { IconButton } from "@/components/Button";
import type { Language } from "@/i18n";
import { classes } from "@/lib/classes";
import { FactNumber } from "../answer/FactNumber";
import { usePin } from "../insights/usePin";
import type { Told } from "../types";
import { standing } from "./reading";
import { Trend } from "./Trend";
import { Why } from "./Why";

interface MovedProps {
  moved: MovedMeasure;
  summary: Summary;
}

/** One number of a period: where it stands, from where it came, and how unusual that is. */
export function Moved({ moved, summary }: MovedProps) {
  const { t, i18n } = useTranslation(["summary", "metrics"]);
  const pin = usePin();
  const query = summary.parts?.[moved.measure];
  const answer: Told = {
    facts: summary.facts,
    language: i18n.language as Language,
    understanding: query && { query, words: `${moved.label}, ${summary.words}` },
  };
  const kind = standing(moved);
  const verdict = moved.good == null ? null : t(moved.good ? "better" : "worse");
  return (
    <li className="break-inside-avoid border-t border-line py-5 first:border-t-0 first:pt-0">
      <div className="grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1fr)_10rem_12rem_auto]">
        <div className="min-w-0">
          <h3 className="font-strong">
            <bdi>{moved.label}</bdi>
          </h3>
          <p className="text-small text-soft first-letter:uppercase">
            {[kind !== "usual" && t(`standing.${kind}`), verdict].filter(Boolean).join(" · ")}
          </p>
        </div>
        <div className="max-sm:order-4 max-sm:justify-self-end">
          <Trend history={moved.history ?? []} value={Number(moved.value.value)} />
        </div>
        <div className="min-w-0 max-sm:order-3 sm:text-end">
          <FactNumber fact={moved.value} answer={answer} className="text-title font-strong" />
          <Change moved={moved} answer={answer} />
        </div>
        <span className="max-sm:order-2 max-sm:justify-self-end print:hidden">
          {query && (
            <IconButton
              label={t("pin", { name: moved.label })}
              aria-busy={pin.isPending || undefined}
              onClick={() => pin.mutate({ body: { query, language: i18n.language as Language } })}
            >
              <Pin aria-hidden />
            </IconButton>
          )}
        </span>
      </div>
      {moved.why && <Why why={moved.why} said={moved.narrative.text} about={answer} />}
    </li>
  );
}

function Change({ moved, answer }: { moved: MovedMeasure; answer: Told }) {
  const { t } = useTranslation("summary");
  const { change, change_pct, previous } = moved;
  const shown = change?.format === "points" ? change : (change_pct ?? change);
  if (!shown || !previous) return <p className="text-small text-soft">{t("noBefore")}</p>;
  const size = Number(shown.value);
  const Arrow = size > 0 ? ArrowUp : size < 0 ? ArrowDown : Minus;
  return (
    <p className="flex flex-wrap items-center gap-x-1.5 text-small text-soft sm:justify-end">
      <Arrow
        aria-hidden
        className={classes("size-4", moved.good === true && "text-good", moved.good === false && "text-bad")}
      />
      <FactNumber fact={shown} answer={answer} className="text-ink" />
      <span>
        {t("from")} <FactNumber fact={previous} answer={answer} />
      </span>
    </p>
  );
}
