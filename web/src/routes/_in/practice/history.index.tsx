import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { History } from "@/features/practice/History";

export const Route = createFileRoute("/_in/practice/history/")({
  component: () => (
    <Page>
      <History />
    </Page>
  ),
});
