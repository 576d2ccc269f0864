import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { readSearch } from "@/features/practice/history/filter";
import { History } from "@/features/practice/history/History";

export const Route = createFileRoute("/_in/practice/history/")({
  validateSearch: readSearch,
  component: function HistoryPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <History
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
