import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Board } from "@/features/deals/board/Board";
import { readDealSearch } from "@/features/deals/list/filter";

export const Route = createFileRoute("/_in/deals/board")({
  validateSearch: readDealSearch,
  component: function BoardPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide="full">
        <Board
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
