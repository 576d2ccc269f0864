import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { AccountView } from "@/features/deals/account/AccountView";

export const Route = createFileRoute("/_in/accounts/$accountId")({
  component: function AccountPage() {
    const { accountId } = Route.useParams();
    return (
      <Page wide>
        <AccountView key={accountId} accountId={accountId} />
      </Page>
    );
  },
});
