import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { callsGetCallOptions } from "@/api/@tanstack/react-query.gen";
import type { CallDetail } from "@/api/types.gen";
import { QueryView } from "@/components/QueryView";
import { Skeleton, SkeletonText } from "@/components/Skeleton";
import { isUnderWay } from "../stages";
import { useCallNews } from "../useCallNews";
import { Body } from "./Body";
import { Failed } from "./Failed";
import { Head } from "./Head";
import { Needs } from "./Needs";
import { Progress } from "./Progress";
import type { View } from "./view";

interface ReportProps {
  callId: string;
  view: View;
  onView: (view: View) => void;
}

/** Everything there is to learn from one real call; while it is analysed, how far that is. */
export function Report({ callId, view, onView }: ReportProps) {
  const options = callsGetCallOptions({ path: { call_id: callId } });
  const query = useQuery({
    ...options,
    // News come by themselves; this is for the ones that were missed.
    refetchInterval: ({ state }) => (state.data && isUnderWay(state.data) ? 5000 : false),
  });
  useCallNews(query.data !== undefined && isUnderWay(query.data));
  return (
    <QueryView query={query} skeleton={<Loading />}>
      {(call) => <Found call={call} view={view} onView={onView} />}
    </QueryView>
  );
}

function Found({ call, view, onView }: { call: CallDetail; view: View; onView: (view: View) => void }) {
  const { t } = useTranslation("calls");
  const waiting = isUnderWay(call);
  const something = call.turns.length > 0 || call.media.available;
  return (
    <>
      <Head call={call} />
      {call.status === "failed" && <Failed call={call} />}
      {!waiting && <Needs call={call} />}
      {waiting && <Progress call={call} />}
      {waiting && call.analysed_at && <p className="mb-4 text-soft">{t("progress.before")}</p>}
      {something && <Body call={call} view={view} onView={onView} />}
    </>
  );
}

function Loading() {
  return (
    <>
      <Skeleton className="mb-4 h-10 w-2/3" />
      <Skeleton className="mt-8 h-28 w-full" />
      <SkeletonText lines={8} className="mt-8 max-w-prose" />
    </>
  );
}
