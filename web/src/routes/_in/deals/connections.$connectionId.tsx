import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ConnectionView } from "@/features/deals/crm/ConnectionView";

export const Route = createFileRoute("/_in/deals/connections/$connectionId")({
  component: function ConnectionPage() {
    const { connectionId } = Route.useParams();
    return (
      <Page wide>
        <ConnectionView key={connectionId} connectionId={connectionId} />
      </Page>
    );
  },
});
