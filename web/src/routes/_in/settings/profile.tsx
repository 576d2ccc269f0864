import { createFileRoute } from "@tanstack/react-router";
import { Profile } from "@/features/accounts/Profile";

export const Route = createFileRoute("/_in/settings/profile")({ component: Profile });
