import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Rubrics } from "@/features/playbook/Rubrics";

export const Route = createFileRoute("/_in/playbook/rubrics")({
  component: () => (
    <Page>
      <Rubrics />
    </Page>
  ),
});
