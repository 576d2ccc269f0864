import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { Search } from "@/features/calls/search/Search";
import { readWords } from "@/features/calls/search/words";

export const Route = createFileRoute("/_in/calls/search")({
  validateSearch: readWords,
  component: function SearchPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <Search
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
