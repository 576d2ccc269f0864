import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Profile } from "@/features/accounts/Profile";

export const Route = createFileRoute("/_in/settings/profile")({
  component: () => (
    <Page>
      <Profile />
    </Page>
  ),
});
