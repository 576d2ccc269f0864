import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Insight } from "@/features/metrics/insights/Insight";

export const Route = createFileRoute("/_in/numbers/insights/$insightId")({
  component: function InsightPage() {
    const { insightId } = Route.useParams();
    return (
      <Page wide>
        <Insight key={insightId} insightId={insightId} />
      </Page>
    );
  },
});
