import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Connections } from "@/features/deals/crm/Connections";
import { readReturned } from "@/features/deals/crm/returned";

export const Route = createFileRoute("/_in/deals/connections/")({
  validateSearch: readReturned,
  component: function ConnectionsPage() {
    return (
      <Page wide>
        <Connections returned={Route.useSearch()} />
      </Page>
    );
  },
});
