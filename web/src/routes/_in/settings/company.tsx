import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { TenantSettings } from "@/features/accounts/TenantSettings";

export const Route = createFileRoute("/_in/settings/company")({
  component: () => (
    <Page>
      <TenantSettings />
    </Page>
  ),
});
