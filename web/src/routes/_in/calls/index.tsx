import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { readListSearch } from "@/features/calls/list/filter";
import { List } from "@/features/calls/list/List";

export const Route = createFileRoute("/_in/calls/")({
  validateSearch: readListSearch,
  component: function CallsPage() {
    const navigate = Route.useNavigate();
    return (
      <Page wide>
        <List
          search={Route.useSearch()}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
      </Page>
    );
  },
});
