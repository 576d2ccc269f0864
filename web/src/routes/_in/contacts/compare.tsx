import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { ComparePage } from "@/features/deals/persona/ComparePage";
import { readPair } from "@/features/deals/words";

export const Route = createFileRoute("/_in/contacts/compare")({
  validateSearch: readPair,
  component: function CompareContactsPage() {
    const { a, b } = Route.useSearch();
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <ComparePage a={a} b={b} onChange={(search) => void navigate({ search, resetScroll: false })} />
      </Page>
    );
  },
});
