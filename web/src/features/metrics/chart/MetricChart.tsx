import { lazy, Suspense, useCallback, useState } from "react";
import { useTranslation } from "react-i18next";
import { Skeleton } from "@/components/Skeleton";
import { directionOf } from "@/i18n";
import type { Chart } from "../types";

// Vega is large and is fetched when the first chart is.
const VegaChart = lazy(() => import("./VegaChart"));

/** A chart, and its words for who does not see it or when it cannot be drawn. */
export function MetricChart({ chart }: { chart: Chart }) {
  const { i18n } = useTranslation();
  const [failed, setFailed] = useState(false);
  const onFailure = useCallback(() => setFailed(true), []);
  if (failed) return <p className="text-soft">{chart.alternative}</p>;
  return (
    <figure>
      <figcaption className="sr-only">{chart.alternative}</figcaption>
      <Suspense fallback={<Skeleton className="h-56 w-full" />}>
        <VegaChart spec={chart.spec} rtl={directionOf(i18n.language) === "rtl"} onFailure={onFailure} />
      </Suspense>
    </figure>
  );
}
