import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Stages } from "@/features/deals/pipeline/Stages";

export const Route = createFileRoute("/_in/deals/stages")({
  component: () => (
    <Page wide>
      <Stages />
    </Page>
  ),
});
