import { createFileRoute } from "@tanstack/react-router";
import { Page } from "@/app/Frame";
import { DealDialog } from "@/features/deals/entry/DealDialog";
import { DealList } from "@/features/deals/list/DealList";
import { readListSearch } from "@/features/deals/list/filter";

export const Route = createFileRoute("/_in/deals/")({
  validateSearch: readListSearch,
  component: function DealsPage() {
    const navigate = Route.useNavigate();
    const { new: adding, ...search } = Route.useSearch();
    return (
      <Page wide>
        <DealList
          search={search}
          onSearch={(search) => void navigate({ search, replace: true, resetScroll: false })}
        />
        {adding && (
          <DealDialog onClose={() => void navigate({ search, replace: true, resetScroll: false })} />
        )}
      </Page>
    );
  },
});
