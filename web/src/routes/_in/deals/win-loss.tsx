import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { WinLossPage } from "@/features/deals/winloss/WinLossPage";

export const Route = createFileRoute("/_in/deals/win-loss")({
  component: () => (
    <Page wide>
      <WinLossPage />
    </Page>
  ),
});
