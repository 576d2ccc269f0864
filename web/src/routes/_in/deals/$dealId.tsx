import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { DealView } from "@/features/deals/deal/DealView";

export const Route = createFileRoute("/_in/deals/$dealId")({
  component: function DealPage() {
    const { dealId } = Route.useParams();
    return (
      <Page wide>
        <DealView key={dealId} dealId={dealId} />
      </Page>
    );
  },
});
