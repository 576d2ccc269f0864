import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { metricsGetModelOptions } from "@/api/@tanstack/react-query.gen";
import { QueryView } from "@/components/QueryView";
import { Segmented } from "@/components/Segmented";
import { SkeletonText } from "@/components/Skeleton";
import { useMayManage } from "@/lib/me";
import { useMedia } from "@/lib/useMedia";
import { NoData } from "../ask/Starters";
import { NumbersHeader } from "../NumbersHeader";
import { useMetrics } from "../useMetrics";
import { ReadableModel } from "./ReadableModel";

// Only those who edit need the editor.
const Workbench = lazy(() => import("./Workbench"));

/** What can be asked about and how it is defined; managers write the definitions beside it. */
export function Definitions() {
  const { t } = useTranslation("metrics");
  const mayManage = useMayManage();
  const wide = useMedia("(min-width: 64rem)");
  const [view, setView] = useState<"read" | "write">("read");
  const metrics = useMetrics();
  const both = mayManage && wide;
  return (
    <>
      <NumbersHeader page="model" />
      <QueryView query={metrics} skeleton={<SkeletonText lines={8} />}>
        {(known) =>
          known.measures.length === 0 && !known.model_version ? (
            <NoData />
          ) : (
            <>
              {mayManage && !wide && (
                <div className="mb-6">
                  <Segmented
                    label={t("model.view")}
                    choices={(["read", "write"] as const).map((value) => ({
                      value,
                      label: t(`model.${value}`),
                    }))}
                    value={view}
                    onChange={setView}
                  />
                </div>
              )}
              <div className={both ? "grid grid-cols-[minmax(0,2fr)_minmax(0,3fr)] gap-12" : "max-w-3xl"}>
                {(both || view === "read" || !mayManage) && <ReadableModel metrics={known} />}
                {mayManage && (both || view === "write") && (
                  <div className={both ? "sticky top-6 self-start" : ""}>
                    <Writing />
                  </div>
                )}
              </div>
            </>
          )
        }
      </QueryView>
    </>
  );
}

function Writing() {
  const query = useQuery({ ...metricsGetModelOptions(), refetchOnWindowFocus: false });
  return (
    <QueryView query={query} skeleton={<SkeletonText lines={12} />}>
      {(saved) => (
        <Suspense fallback={<SkeletonText lines={12} />}>
          <Workbench saved={saved} />
        </Suspense>
      )}
    </QueryView>
  );
}
