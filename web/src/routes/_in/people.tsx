import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { People } from "@/features/accounts/People";

export const Route = createFileRoute("/_in/people")({
  component: () => (
    <Page>
      <People />
    </Page>
  ),
});
