import { useQuery } from "@tanstack/react-query";
import { dealsGetDealOptions } from "@/api/@tanstack/react-query.gen";
import type { DealPage } from "@/api/types.gen";
import { ErrorState } from "@/components/ErrorState";
import { SkeletonText } from "@/components/Skeleton";
import { CoachCard } from "../coach/CoachCard";
import { QuickEntry } from "../entry/QuickEntry";
import { Timeline } from "../timeline/Timeline";
import { useDealNews } from "../useDealNews";
import { WhyCard } from "../winloss/WhyCard";
import { About } from "./About";
import { Figures } from "./Figures";
import { FoundCalls } from "./FoundCalls";
import { Head } from "./Head";
import { NextMeeting } from "./NextMeeting";
import { People } from "./People";
import { Rivals } from "./Rivals";

/** One deal: what it is worth and how it stands, who is in it, what happened, and what to do next. */
export function DealView({ dealId }: { dealId: string }) {
  const query = useQuery(dealsGetDealOptions({ path: { deal_id: dealId } }));
  useDealNews(dealId);
  if (query.data) return <Shown deal={query.data} />;
  if (query.error) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  return <SkeletonText lines={10} className="max-w-prose" />;
}

function Shown({ deal }: { deal: DealPage }) {
  return (
    <>
      <Head deal={deal} />
      <Figures deal={deal} />
      <div className="grid gap-x-14 lg:grid-cols-[minmax(0,1fr)_20rem] lg:grid-rows-[auto_1fr]">
        <div className="mb-8 min-w-0">
          {deal.status === "open" ? <CoachCard dealId={deal.id} /> : <WhyCard dealId={deal.id} />}
        </div>
        <div className="min-w-0 lg:col-start-2 lg:row-span-2 lg:row-start-1">
          <People deal={deal} />
          <Rivals deal={deal} />
          <About deal={deal} />
        </div>
        <div className="min-w-0">
          {deal.status === "open" && <NextMeeting deal={deal} />}
          <FoundCalls deal={deal} />
          <QuickEntry dealId={deal.id} />
          <Timeline of={{ deal_id: deal.id }} first={deal.timeline} counts={deal.counts} />
        </div>
      </div>
    </>
  );
}
