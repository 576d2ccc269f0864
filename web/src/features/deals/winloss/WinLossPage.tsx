import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { dealsListWinLossCohortsOptions } from "@/api/@tanstack/react-query.gen";
import type { Cohort, CohortChoices } from "@/api/types.gen";
import { Button } from "@/components/Button";
import { EmptyState } from "@/components/EmptyState";
import { QueryView } from "@/components/QueryView";
import { SkeletonText } from "@/components/Skeleton";
import { DealsHeader } from "../DealsHeader";
import { Alerts } from "./Alerts";
import { CohortBar } from "./CohortBar";
import { Explanation } from "./Explanation";
import { useSave } from "./useSave";
import { useWinLoss } from "./useWinLoss";

/** Why deals are won and lost: choose which, see what goes with it, look at the deals behind it. */
export function WinLossPage() {
  const choices = useQuery(dealsListWinLossCohortsOptions());
  return (
    <QueryView query={choices} skeleton={<Loading />}>
      {(found) => <Page choices={found} />}
    </QueryView>
  );
}

function Loading() {
  return (
    <>
      <DealsHeader page="winLoss" />
      <SkeletonText lines={8} />
    </>
  );
}

/** Thousands of deals take some seconds: after one it says what is being done. */
function Working({ deals }: { deals: number }) {
  const { t } = useTranslation("winLoss");
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1200);
    return () => clearTimeout(timer);
  }, []);
  return (
    <>
      <p role="status" className="mb-4 min-h-6 text-soft">
        {long && t("working", { count: deals })}
      </p>
      <SkeletonText lines={10} />
    </>
  );
}

function Page({ choices }: { choices: CohortChoices }) {
  const { t } = useTranslation("winLoss");
  const [cohort, setCohort] = useState<Cohort>({});
  const [other, setOther] = useState<Cohort | null>(null);
  const [include, setInclude] = useState<string[]>([]);
  const asked = { cohort, compare: other ?? undefined, include };
  const query = useWinLoss(asked, choices.deals > 0);
  const save = useSave(asked);
  if (choices.deals === 0)
    return (
      <>
        <DealsHeader page="winLoss" />
        <EmptyState title={t("empty.title")}>
          <p>{t("empty.text")}</p>
        </EmptyState>
      </>
    );
  return (
    <>
      <DealsHeader
        page="winLoss"
        actions={
          <>
            <Button onClick={() => void save("csv")}>{t("export.csv")}</Button>
            <Button onClick={() => void save("markdown")}>{t("export.markdown")}</Button>
          </>
        }
      />
      <div className="mb-8 flex flex-col gap-4">
        <CohortBar
          label={other ? t("cohort.a") : t("cohort.one")}
          choices={choices}
          cohort={cohort}
          onChange={setCohort}
        />
        {other && <CohortBar label={t("cohort.b")} choices={choices} cohort={other} onChange={setOther} />}
        <div>
          <Button kind="quiet" onClick={() => setOther(other ? null : {})}>
            {t(other ? "cohort.alone" : "cohort.compare")}
          </Button>
        </div>
      </div>
      <QueryView query={query} skeleton={<Working deals={choices.deals} />}>
        {(shown) => (
          <Explanation
            shown={shown}
            cohort={cohort}
            onInclude={(name) => setInclude((names) => [...names, name])}
          />
        )}
      </QueryView>
      <Alerts />
    </>
  );
}
