import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { AddCall } from "@/features/calls/add/AddCall";

export const Route = createFileRoute("/_in/calls/new")({
  component: () => (
    <Page wide>
      <AddCall />
    </Page>
  ),
});
