import { Link } from "@tanstack/react-router";
import { ChartNoAxesCombined, CornerDownLeft } from "lucide-react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { useMayManage } from "@/lib/me";
import { TryDemoData } from "../data/TryDemoData";
import type { Metrics } from "../types";

/** The first thing to ask, before anything was. */
export function Starters({ metrics, onPick }: { metrics: Metrics; onPick: (text: string) => void }) {
  const { t } = useTranslation("metrics");
  const { starters = [], measures } = metrics;
  return (
    <section aria-labelledby="starters">
      <h2 id="starters" className="text-title">
        {t("starters.title")}
      </h2>
      <p className="mt-1 max-w-prose text-soft">
        {t("starters.text", {
          measures: measures
            .slice(0, 5)
            .map((measure) => measure.label)
            .join(", "),
        })}
      </p>
      <ul className="mt-5 border-y border-line">
        {starters.map((text) => (
          <li key={text} className="border-b border-line last:border-0">
            <button
              type="button"
              onClick={() => onPick(text)}
              className="group flex min-h-11 w-full items-center justify-between gap-4 px-1 py-2 text-start transition-colors hover:bg-sunken hover:text-accent"
            >
              <bdi>{text}</bdi>
              <CornerDownLeft
                aria-hidden
                className="directional size-4 shrink-0 text-soft opacity-0 group-hover:opacity-100 group-focus-visible:opacity-100"
              />
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Nothing to ask about yet: what the room is for, and two ways to begin. */
export function NoData() {
  const { t } = useTranslation("metrics");
  const mayManage = useMayManage();
  return (
    <EmptyState
      icon={<ChartNoAxesCombined aria-hidden />}
      title={t("noData.title")}
      actions={
        mayManage && (
          <>
            <Button asChild kind="primary">
              <Link to="/numbers/data">{t("noData.upload")}</Link>
            </Button>
            <TryDemoData />
          </>
        )
      }
    >
      <p>{t("noData.text")}</p>
      <p className="mt-2">{t(mayManage ? "noData.first" : "noData.askManager")}</p>
    </EmptyState>
  );
}
