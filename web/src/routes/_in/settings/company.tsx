import { createFileRoute } from "@tanstack/react-router";
import { TenantSettings } from "@/features/accounts/TenantSettings";

export const Route = createFileRoute("/_in/settings/company")({ component: TenantSettings });
