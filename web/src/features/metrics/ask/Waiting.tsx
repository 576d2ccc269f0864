import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Skeleton } from "@/components/Skeleton";
import { NarrativeText } from "../answer/NarrativeText";
import { MetricChart } from "../chart/MetricChart";
import { Chips } from "../chips/Chips";
import type { Told } from "../types";
import type { Pending } from "./state";

const PATIENCE_MS = 4000;

/** What is known so far of an answer on its way: the understanding, the picture, the words, in the order they come. */
export function Waiting({ pending, onStop }: { pending: Pending; onStop: () => void }) {
  const { t } = useTranslation("metrics");
  const { understanding, rows, segments } = pending;
  const long = useLong();
  const stage = rows ? "wording" : understanding ? "computing" : "reading";
  const sofar: Told = { asked: pending.asking.text, understanding, ...rows };
  return (
    <div className="flex flex-col gap-5">
      {segments.length > 0 ? (
        <NarrativeText segments={segments} answer={sofar} />
      ) : (
        <Skeleton className="h-6 w-3/5" />
      )}
      {rows?.chart && rows.chart.kind !== "number" ? (
        <MetricChart chart={rows.chart} />
      ) : (
        <Skeleton className="h-44 w-full max-w-2xl" />
      )}
      {understanding && <Chips understanding={understanding} />}
      <div className="flex items-center gap-3 text-small text-soft">
        <p role="status">{t(`waiting.${stage}`)}</p>
        {long && (
          <Button size="small" kind="quiet" onClick={onStop}>
            {t("waiting.stop")}
          </Button>
        )}
      </div>
    </div>
  );
}

/** Whether it has taken a while. */
function useLong(): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, []);
  return long;
}
