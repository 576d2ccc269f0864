import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Agreement } from "@/features/calls/compare/Agreement";

export const Route = createFileRoute("/_in/calls/agreement")({
  component: () => (
    <Page wide>
      <Agreement />
    </Page>
  ),
});
