import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Definitions } from "@/features/metrics/model/Definitions";

export const Route = createFileRoute("/_in/numbers/model")({
  component: () => (
    <Page wide>
      <Definitions />
    </Page>
  ),
});
