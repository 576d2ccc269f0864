import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { AccountList } from "@/features/deals/account/AccountList";

export const Route = createFileRoute("/_in/accounts/")({
  component: () => (
    <Page wide>
      <AccountList />
    </Page>
  ),
});
