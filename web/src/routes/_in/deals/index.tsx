import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { DealList } from "@/features/deals/list/DealList";

export const Route = createFileRoute("/_in/deals/")({
  component: () => (
    <Page wide>
      <DealList />
    </Page>
  ),
});
