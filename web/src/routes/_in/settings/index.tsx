import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { General } from "@/features/settings/General";

export const Route = createFileRoute("/_in/settings/")({
  component: () => (
    <Page>
      <General />
    </Page>
  ),
});
