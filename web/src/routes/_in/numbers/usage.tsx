import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Usage } from "@/features/metrics/usage/Usage";

export const Route = createFileRoute("/_in/numbers/usage")({
  component: () => (
    <Page wide>
      <Usage />
    </Page>
  ),
});
