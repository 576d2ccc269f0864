import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Import } from "@/features/deals/import/Import";

export const Route = createFileRoute("/_in/deals/import")({
  component: () => (
    <Page wide>
      <Import />
    </Page>
  ),
});
