import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Notices } from "@/features/notices/Notices";

export const Route = createFileRoute("/_in/notices")({
  component: () => (
    <Page>
      <Notices />
    </Page>
  ),
});
