import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Board } from "@/features/deals/board/Board";

export const Route = createFileRoute("/_in/deals/board")({
  component: () => (
    <Page wide>
      <Board />
    </Page>
  ),
});
