import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Insights } from "@/features/metrics/insights/Insights";

export const Route = createFileRoute("/_in/numbers/insights/")({
  component: () => (
    <Page wide>
      <Insights />
    </Page>
  ),
});
