import { createFileRoute } from "@tanstack/react-router";
import { TenantSettings } from "@/features/accounts/TenantSettings";
import { Vendors } from "@/features/live/vendors/Vendors";

export const Route = createFileRoute("/_in/settings/company")({
  component: () => (
    <>
      <TenantSettings />
      <Vendors />
    </>
  ),
});
