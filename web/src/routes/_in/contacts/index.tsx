import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ContactList } from "@/features/deals/contact/ContactList";

export const Route = createFileRoute("/_in/contacts/")({
  component: () => (
    <Page wide>
      <ContactList />
    </Page>
  ),
});
