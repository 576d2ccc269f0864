import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ContactView } from "@/features/deals/contact/ContactView";

export const Route = createFileRoute("/_in/contacts/$contactId")({
  component: function ContactPage() {
    const { contactId } = Route.useParams();
    return (
      <Page wide>
        <ContactView key={contactId} contactId={contactId} />
      </Page>
    );
  },
});
