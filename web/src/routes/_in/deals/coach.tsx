import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { EffectivenessPage } from "@/features/deals/coach/EffectivenessPage";

export const Route = createFileRoute("/_in/deals/coach")({
  component: () => (
    <Page wide>
      <EffectivenessPage />
    </Page>
  ),
});
