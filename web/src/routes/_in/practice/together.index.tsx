import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Running } from "@/features/practice/together/Running";

export const Route = createFileRoute("/_in/practice/together/")({
  component: () => (
    <Page wide>
      <Running />
    </Page>
  ),
});
