import { createFileRoute, Outlet } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { PlaybookHeader } from "@/features/playbook/PlaybookHeader";

export const Route = createFileRoute("/_in/playbook")({
  component: () => (
    <Page>
      <PlaybookHeader />
      <Outlet />
    </Page>
  ),
});
