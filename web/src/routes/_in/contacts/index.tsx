import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ContactList } from "@/features/deals/contact/ContactList";
import { readWords } from "@/features/deals/words";

export const Route = createFileRoute("/_in/contacts/")({
  validateSearch: readWords,
  component: function ContactsPage() {
    const navigate = Route.useNavigate();
    const { q } = Route.useSearch();
    return (
      <Page wide>
        <ContactList
          q={q}
          onSearch={(q) => void navigate({ search: { q }, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
