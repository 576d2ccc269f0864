import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Quick } from "@/features/practice/quick/Quick";

export const Route = createFileRoute("/_in/practice/quick")({
  component: () => (
    <Page wide>
      <Quick />
    </Page>
  ),
});
