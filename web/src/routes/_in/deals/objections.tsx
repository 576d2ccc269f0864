import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { LibraryPage } from "@/features/deals/objections/LibraryPage";

export const Route = createFileRoute("/_in/deals/objections")({
  component: () => (
    <Page wide>
      <LibraryPage />
    </Page>
  ),
});
