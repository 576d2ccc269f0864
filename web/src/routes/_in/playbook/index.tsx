import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Company } from "@/features/playbook/Company";

export const Route = createFileRoute("/_in/playbook/")({
  component: () => (
    <Page>
      <Company />
    </Page>
  ),
});
