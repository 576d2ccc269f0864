import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Today } from "@/features/home/Today";

export const Route = createFileRoute("/_in/")({
  component: () => (
    <Page wide>
      <Today />
    </Page>
  ),
});
