import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Gallery } from "@/features/practice/Gallery";

export const Route = createFileRoute("/_in/practice/")({
  component: () => (
    <Page>
      <Gallery />
    </Page>
  ),
});
