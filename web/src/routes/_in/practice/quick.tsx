import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Quick } from "@/features/practice/Quick";

export const Route = createFileRoute("/_in/practice/quick")({
  component: () => (
    <Page>
      <Quick />
    </Page>
  ),
});
