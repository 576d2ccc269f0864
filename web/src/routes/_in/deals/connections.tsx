import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Connections } from "@/features/deals/crm/Connections";

export const Route = createFileRoute("/_in/deals/connections")({
  component: () => (
    <Page wide>
      <Connections />
    </Page>
  ),
});
