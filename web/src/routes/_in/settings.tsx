import { createFileRoute, Outlet } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { SettingsHeader } from "@/features/settings/SettingsHeader";

export const Route = createFileRoute("/_in/settings")({
  component: () => (
    <Page>
      <SettingsHeader />
      <Outlet />
    </Page>
  ),
});
