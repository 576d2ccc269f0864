import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Data } from "@/features/metrics/data/Data";

export const Route = createFileRoute("/_in/numbers/data")({
  component: () => (
    <Page wide>
      <Data />
    </Page>
  ),
});
