import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { AccountList } from "@/features/deals/account/AccountList";
import { readWords } from "@/features/deals/words";

export const Route = createFileRoute("/_in/accounts/")({
  validateSearch: readWords,
  component: function AccountsPage() {
    const navigate = Route.useNavigate();
    const { q } = Route.useSearch();
    return (
      <Page wide>
        <AccountList
          q={q}
          onSearch={(q) => void navigate({ search: { q }, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
